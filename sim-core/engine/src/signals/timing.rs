//! Fixed-time plans in closed form: when may a movement go, without an event per stage.
//!
//! A movement's green intervals of one cycle are merged into windows. A vehicle may depart in [start, end + used yellow), so phases in
//! [0, g) of an effective green may depart and phase g may not.

use crate::ids::MovementId;
use crate::network::Network;

/// One stretch of green of a movement within a plan's cycle [ms after the start of stage 0].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    pub start: i64,
    /// May exceed the cycle where the green runs over its end.
    pub end: i64,
    /// Yellow after `end`; 0 where the next window follows without a gap.
    pub yellow_ms: i64,
    /// Gives way to what `yieldsTo` lists.
    pub permissive: bool,
    /// The movement was already green just before: nobody starts up.
    pub continues: bool,
    /// Green through the whole cycle.
    pub always: bool,
}

#[derive(Clone, Copy)]
struct Span {
    first: u32,
    count: u32,
    /// Cycles to look back: 1 where a window runs over the end of the cycle.
    back: i64,
}

/// Derived from the network once; never changes.
pub struct Timing {
    /// First span of each movement; span of plan p = this + (p - first plan of the signal). Meaningless without a signal.
    spans_of: Vec<u32>,
    spans: Vec<Span>,
    windows: Vec<Window>,
    /// Start of each stage's green within its cycle [ms], by stage.
    pub stage_start: Vec<i64>,
    /// Position of each movement within its signal's group.
    local: Vec<u32>,
    /// Bit sets over the group: green and permissive of each stage, `words` 64-bit words each.
    bits_of: Vec<u32>,
    green_bits: Vec<u64>,
    permissive_bits: Vec<u64>,
}

/// When a vehicle may go, and until when this chance lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chance {
    pub at: i64,
    pub permissive: bool,
    /// Last moment (excluded) at which a departure may use this window: green and the used part of yellow.
    pub usable_until: i64,
    /// End of yellow; equal to `usable_until` where no yellow follows.
    pub yellow_until: i64,
}

pub struct Rules {
    pub start_up_ms: i64,
    pub yellow_used_ms: i64,
}

impl Timing {
    pub fn new(network: &Network) -> Timing {
        let mut timing = Timing {
            spans_of: vec![0; network.movements.len()],
            spans: Vec::new(),
            windows: Vec::new(),
            stage_start: vec![0; network.stages.len()],
            local: vec![0; network.movements.len()],
            bits_of: vec![0; network.stages.len()],
            green_bits: Vec::new(),
            permissive_bits: Vec::new(),
        };
        for signal in network.signal_ids() {
            let group = network.signal_group(signal);
            for (local, movement) in group.iter().enumerate() {
                timing.local[movement.at()] = local as u32;
            }
            for plan in network.plans_of(signal) {
                let mut start = 0;
                for at in network.stages_of(plan) {
                    let stage = &network.stages[at];
                    timing.stage_start[at] = start;
                    start += stage.green_ms + stage.yellow_ms + stage.all_red_ms;
                    timing.bits_of[at] = timing.green_bits.len() as u32;
                    let words = group.len().div_ceil(64);
                    let green = bits(network.stage_green(at), &timing.local, words);
                    timing.green_bits.extend(green);
                    let permissive = bits(network.stage_permissive(at), &timing.local, words);
                    timing.permissive_bits.extend(permissive);
                }
            }
            for movement in group {
                timing.spans_of[movement.at()] = timing.spans.len() as u32;
                for plan in network.plans_of(signal) {
                    timing.add_span(network, *movement, plan);
                }
            }
        }
        timing
    }

    fn add_span(&mut self, network: &Network, movement: MovementId, plan: usize) {
        let cycle = network.plans[plan].cycle_ms;
        let stages: Vec<usize> = network.stages_of(plan).collect();
        let lists = |index: usize| self.is_green(stages[index % stages.len()], movement);
        let mut windows: Vec<Window> = Vec::new();
        if (0..stages.len()).all(lists) && !stages.iter().any(|at| self.is_permissive(*at, movement)) {
            windows.push(Window { start: 0, end: cycle, yellow_ms: 0, permissive: false, continues: true, always: true });
        } else {
            for index in (0..stages.len()).filter(|index| lists(*index)) {
                let (at, before) = (stages[index], (index + stages.len() - 1) % stages.len());
                let (stage, start) = (&network.stages[at], self.stage_start[at]);
                let (flows_in, flows_on) = (stages.len() > 1 && lists(before), stages.len() > 1 && lists(index + 1));
                let intergreen = if flows_on { stage.yellow_ms + stage.all_red_ms } else { 0 };
                windows.push(Window {
                    start,
                    end: start + stage.green_ms + intergreen,
                    yellow_ms: if flows_on { 0 } else { stage.yellow_ms },
                    permissive: self.is_permissive(at, movement),
                    continues: flows_in,
                    always: false,
                });
            }
            merge_equal_neighbours(&mut windows);
        }
        let back = i64::from(windows.iter().any(|window| window.end + window.yellow_ms > cycle));
        self.spans.push(Span { first: self.windows.len() as u32, count: windows.len() as u32, back });
        self.windows.extend(windows);
    }

    #[inline]
    pub fn is_green(&self, stage: usize, movement: MovementId) -> bool {
        self.has(&self.green_bits, stage, movement)
    }

    #[inline]
    pub fn is_permissive(&self, stage: usize, movement: MovementId) -> bool {
        self.has(&self.permissive_bits, stage, movement)
    }

    #[inline]
    fn has(&self, bits: &[u64], stage: usize, movement: MovementId) -> bool {
        let local = self.local[movement.at()];
        bits[(self.bits_of[stage] + local / 64) as usize] >> (local % 64) & 1 != 0
    }

    /// First chance at or after `t` in plan number `plan_row` of the signal, whose cycle started at `base` (t in [base, base + cycle)),
    /// for a vehicle that stands at the line since `arrival`. None: the plan never shows green.
    #[inline]
    pub fn first_chance(
        &self,
        movement: MovementId,
        plan_row: u32,
        base_and_cycle: (i64, i64),
        rules: &Rules,
        t: i64,
        arrival: i64,
    ) -> Option<Chance> {
        let span = self.spans[(self.spans_of[movement.at()] + plan_row) as usize];
        let windows = &self.windows[span.first as usize..(span.first + span.count) as usize];
        let (base, cycle) = base_and_cycle;
        for turn in -span.back..3 {
            let zero = base + turn * cycle;
            for window in windows {
                if window.always {
                    return Some(Chance { at: t, permissive: false, usable_until: i64::MAX, yellow_until: i64::MAX });
                }
                let (start, end) = (zero + window.start, zero + window.end);
                let usable_until = end + rules.yellow_used_ms.min(window.yellow_ms);
                if usable_until <= t {
                    continue;
                }
                let starts_up = arrival < start && !window.continues;
                let at = t.max(if starts_up { start + rules.start_up_ms } else { start });
                if at < usable_until {
                    return Some(Chance { at, permissive: window.permissive, usable_until, yellow_until: end + window.yellow_ms });
                }
            }
        }
        None
    }
}

fn bits(movements: &[MovementId], local: &[u32], words: usize) -> Vec<u64> {
    let mut bits = vec![0_u64; words];
    for movement in movements {
        let place = local[movement.at()];
        if let Some(word) = bits.get_mut(place as usize / 64) {
            *word |= 1 << (place % 64);
        }
    }
    bits
}

/// Two windows that touch and are of one kind are one green: a departure at their border is no border case.
fn merge_equal_neighbours(windows: &mut Vec<Window>) {
    let mut at = 0;
    while at + 1 < windows.len() {
        let (left, right) = (windows[at], windows[at + 1]);
        if right.continues && left.end == right.start && left.permissive == right.permissive {
            windows[at].end = right.end;
            windows[at].yellow_ms = right.yellow_ms;
            windows.remove(at + 1);
        } else {
            at += 1;
        }
    }
}
