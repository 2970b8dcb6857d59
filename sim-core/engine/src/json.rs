//! A small JSON reader for commands and queries, and a writer for answers. Depth is capped, nothing panics, duplicate keys are refused.

pub const DEEPEST: u32 = 16;

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// What is wrong with a command or query: a stable code and the path inside the JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    pub code: &'static str,
    pub path: String,
}

pub fn refuse<T>(code: &'static str, path: &str) -> Result<T, Refusal> {
    Err(Refusal { code, path: path.to_string() })
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    let broken = |at: usize| Refusal { code: "json.broken", path: at.to_string() };
    let mut parser = Parser { bytes, at: 0 };
    let value = parser.value(0).ok_or_else(|| broken(parser.at))?;
    parser.skip_blanks();
    if parser.at < bytes.len() { Err(broken(parser.at)) } else { Ok(value) }
}

impl Parser<'_> {
    fn skip_blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_blanks();
        if self.bytes.get(self.at) == Some(&byte) {
            self.at += 1;
            return Some(());
        }
        None
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Some(value);
        }
        None
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blanks();
        match *self.bytes.get(self.at)? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.text().map(Value::Text),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: u32) -> Option<Value> {
        self.take(b'[')?;
        let mut items = Vec::new();
        if self.take(b']').is_some() {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::List(items));
            }
        }
    }

    fn object(&mut self, depth: u32) -> Option<Value> {
        self.take(b'{')?;
        let mut members: Vec<(String, Value)> = Vec::new();
        if self.take(b'}').is_some() {
            return Some(Value::Object(members));
        }
        loop {
            self.skip_blanks();
            let key = self.text()?;
            if members.iter().any(|(name, _)| *name == key) {
                return None;
            }
            self.take(b':')?;
            let value = self.value(depth + 1)?;
            members.push((key, value));
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Object(members));
            }
        }
    }

    fn text(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut text = Vec::new();
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(text).ok(),
                b'\\' => {
                    let escaped = *self.bytes.get(self.at)?;
                    self.at += 1;
                    text.push(match escaped {
                        b'"' | b'\\' | b'/' => escaped,
                        b'n' => b'\n',
                        b't' => b'\t',
                        b'r' => b'\r',
                        // Our own keys and words need no \u: a text with one names nothing that exists here.
                        _ => return None,
                    });
                }
                0..=31 => return None,
                _ => text.push(byte),
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        let number: f64 = text.parse().ok()?;
        number.is_finite().then_some(Value::Number(number))
    }
}

/// The members of one JSON object, taken one by one: what is left over at `end` was an unknown key.
pub struct Fields {
    members: Vec<(String, Value)>,
    path: String,
}

impl Fields {
    pub fn of(value: Value, path: &str) -> Result<Fields, Refusal> {
        match value {
            Value::Object(members) => Ok(Fields { members, path: path.to_string() }),
            _ => refuse("json.not-an-object", path),
        }
    }

    fn place(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { [self.path.as_str(), key].join(".") }
    }

    pub fn optional(&mut self, key: &str) -> Option<Value> {
        let at = self.members.iter().position(|(name, _)| name == key)?;
        Some(self.members.swap_remove(at).1)
    }

    pub fn value(&mut self, key: &str) -> Result<Value, Refusal> {
        self.optional(key).ok_or_else(|| Refusal { code: "command.missing", path: self.place(key) })
    }

    pub fn text(&mut self, key: &str) -> Result<String, Refusal> {
        match self.value(key)? {
            Value::Text(text) => Ok(text),
            _ => refuse("command.not-a-text", &self.place(key)),
        }
    }

    pub fn number(&mut self, key: &str, low: f64, high: f64) -> Result<f64, Refusal> {
        match self.value(key)? {
            Value::Number(number) if number >= low && number <= high => Ok(number),
            _ => refuse("command.number-out-of-range", &self.place(key)),
        }
    }

    pub fn integer(&mut self, key: &str, low: i64, high: i64) -> Result<i64, Refusal> {
        let value = self.value(key)?;
        integer_of(&value, low, high).ok_or_else(|| Refusal { code: "command.integer-out-of-range", path: self.place(key) })
    }

    pub fn optional_integer(&mut self, key: &str, low: i64, high: i64) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let wrong = Refusal { code: "command.integer-out-of-range", path: self.place(key) };
        integer_of(&value, low, high).map(Some).ok_or(wrong)
    }

    pub fn optional_truth(&mut self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.optional(key) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => refuse("command.not-a-truth", &self.place(key)),
        }
    }

    pub fn integers(&mut self, key: &str, low: i64, high: i64) -> Result<Vec<i64>, Refusal> {
        let wrong = Refusal { code: "command.integer-out-of-range", path: self.place(key) };
        match self.value(key)? {
            Value::List(items) => items.iter().map(|item| integer_of(item, low, high).ok_or_else(|| wrong.clone())).collect(),
            _ => Err(wrong),
        }
    }

    /// Position of the word in `words`.
    pub fn choice(&mut self, key: &str, words: &[&str]) -> Result<usize, Refusal> {
        let text = self.text(key)?;
        let found = words.iter().position(|word| *word == text);
        found.ok_or_else(|| Refusal { code: "command.unknown-word", path: self.place(key) })
    }

    pub fn end(self) -> Result<(), Refusal> {
        match self.members.first() {
            Some((key, _)) => refuse("command.unknown-key", &self.place(key)),
            None => Ok(()),
        }
    }
}

fn integer_of(value: &Value, low: i64, high: i64) -> Option<i64> {
    match value {
        Value::Number(number) if libm::floor(*number) == *number && *number >= low as f64 && *number <= high as f64 => Some(*number as i64),
        _ => None,
    }
}

/// Writes one JSON object of integers, lists of integers, truths, plain words (no escapes needed) and lists of such objects.
#[derive(Default)]
pub struct Answer {
    text: String,
}

impl Answer {
    pub fn new() -> Answer {
        Answer::default()
    }

    fn key(&mut self, key: &str) {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
    }

    pub fn integer(mut self, key: &str, value: i64) -> Answer {
        self.key(key);
        self.text.push_str(&value.to_string());
        self
    }

    pub fn integers(mut self, key: &str, values: impl IntoIterator<Item = i64>) -> Answer {
        self.key(key);
        self.text.push('[');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(&value.to_string());
        }
        self.text.push(']');
        self
    }

    /// A list of objects.
    pub fn rows(mut self, key: &str, rows: impl IntoIterator<Item = Answer>) -> Answer {
        self.key(key);
        self.text.push('[');
        for (at, row) in rows.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(&row.text);
            self.text.push_str(if row.text.is_empty() { "{}" } else { "}" });
        }
        self.text.push(']');
        self
    }

    pub fn truth(mut self, key: &str, value: bool) -> Answer {
        self.key(key);
        self.text.push_str(if value { "true" } else { "false" });
        self
    }

    pub fn word(mut self, key: &str, value: &str) -> Answer {
        self.key(key);
        self.text.push('"');
        for letter in value.chars() {
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                '\0'..='\x1f' => self.text.push(' '),
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
        self
    }

    pub fn finish(mut self) -> Vec<u8> {
        self.text.push_str(if self.text.is_empty() { "{}" } else { "}" });
        self.text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_and_faults_are_named_by_place() {
        let value = parse(br#" {"a": [1, -2.5e1, true, null], "b": {"c": "x\"y"}} "#).expect("good JSON");
        let mut fields = Fields::of(value, "").expect("an object");
        assert_eq!(fields.optional("a"), Some(Value::List(vec![Value::Number(1.0), Value::Number(-25.0), Value::Bool(true), Value::Null])));
        let mut inner = Fields::of(fields.value("b").expect("b"), "b").expect("an object");
        assert_eq!(inner.integer("c", 0, 9), refuse("command.integer-out-of-range", "b.c"));
        assert_eq!(fields.integer("d", 0, 9), refuse("command.missing", "d"));
    }

    #[test]
    fn broken_deep_or_doubled_json_is_refused_and_never_panics() {
        for text in ["", "{", "[1,]", "{\"a\":1,\"a\":2}", "\"\\u0041\"", "1e999", "nul", "[1] 2", "\u{1}"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(parse(deep.as_bytes()).is_err());
        assert!(parse(&[b'"', 0xff, b'"']).is_err());
    }
}
