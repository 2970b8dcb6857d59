/** `npm run rehearse -- …`: reads the arguments, runs one command, answers the exit code (0, 1 target missed, 2 bad input, 3 internal, 130 stopped). */
import { Command, CommanderError } from "commander";
import { describeProblem } from "../sim-core/model/problem.ts";
import type { Language, Text } from "../sim-core/model/units.ts";
import { BadInput } from "./bad-input.ts";
import { COMMAND_TEXTS } from "./commands/command-texts.ts";
import { languageOf } from "./language.ts";

export const cliMain = async (args: readonly string[]): Promise<number> => {
  const language = languageOf(args, process.env);
  // A reader that closes early (`| head`) is no fault: what is left unsaid is nobody's wish.
  process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
    if (fault.code !== "EPIPE") throw fault;
  });
  let code = 0;
  const program = describeProgram(language, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (fault) {
    return explain(fault, args, language);
  }
};

const describeProgram = (language: Language, answer: (code: number) => void): Command => {
  const t = (text: Text): string => text[language];
  const texts = COMMAND_TEXTS;
  const program = new Command("npm run rehearse --");
  program
    .description(t(texts.program))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .helpCommand(false)
    .helpOption("-h, --help", t(texts.help))
    .configureHelp({ helpWidth: 110, styleTitle: (title) => (language === "ko" ? (KOREAN_TITLES[title] ?? title) : title) });
  const command = (name: string, description: Text): Command =>
    program
      .command(name)
      .description(t(description))
      .helpOption("-h, --help", t(texts.help))
      .option("--lang <ko|en>", t(texts.lang), languageOption);

  command("run <folder>", texts.run.what)
    .option("--city <file>", t(texts.run.city))
    .option("--demand <file>", t(texts.run.demand))
    .option("--trips-per-hour <n>", t(texts.run.tripsPerHour))
    .option("--arms <a,b>", t(texts.run.arms))
    .option("--replications <n|auto>", t(texts.run.replications))
    .option("--seed <n>", t(texts.run.seed), "1")
    .option("--workers <n>", t(texts.run.workers))
    .option("--json <file>", t(texts.run.json))
    .option("--no-sensitivity", t(texts.run.sensitivity))
    .option("--contributions", t(texts.run.contributions))
    .option("--tornado", t(texts.run.tornado))
    .addHelpText("after", `\n${t(texts.run.after)}`)
    .action(async (folder: string, options: import("./commands/run-options.ts").RunOptions) => {
      answer(await (await import("./commands/run-command.ts")).runCommand(folder, options, language));
    });
  const again = (name: string, what: Text): Command =>
    command(name, what)
      .option("--replication <k>", t(texts.again.replication), "0")
      .option("--scenario <folder>", t(texts.again.scenario))
      .option("--city <file>", t(texts.run.city))
      .option("--demand <file>", t(texts.run.demand))
      .option("--trips-per-hour <n>", t(texts.run.tripsPerHour))
      .option("--seed <n>", t(texts.again.seed));
  again("explain <scenario|result>", texts.explain.what)
    .option("--incident <i>", t(texts.explain.incident))
    .option("--arm <arm>", t(texts.explain.arm))
    .addHelpText("after", `\n${t(texts.explain.after)}`)
    .action(async (given: string, options: import("./commands/explain-command.ts").ExplainOptions) => {
      answer((await import("./commands/explain-command.ts")).explainCommand(given, options, language));
    });
  again("trace <scenario|result>", texts.trace.what)
    .requiredOption("--out <folder|file.ndjson>", t(texts.trace.out))
    .option("--arm <arm>", t(texts.explain.arm))
    .option("--format <ndjson|parquet>", t(texts.trace.format), "ndjson")
    .addHelpText("after", `\n${t(texts.trace.after)}`)
    .action(async (given: string, options: import("./commands/trace-command.ts").TraceOptions) => {
      answer((await import("./commands/trace-command.ts")).traceCommand(given, options, language));
    });
  command("report <result>", texts.report.what)
    .requiredOption("--out <file>", t(texts.report.out))
    .option("--csv <file>", t(texts.report.csv))
    .option("--scenario <folder>", t(texts.again.scenario))
    .option("--city <file>", t(texts.run.city))
    .option("--demand <file>", t(texts.run.demand))
    .addHelpText("after", `\n${t(texts.report.after)}`)
    .action(async (file: string, options: import("./commands/report-command.ts").ReportOptions) => {
      answer((await import("./commands/report-command.ts")).reportCommand(file, options, language));
    });
  command("agreements <folder>", texts.agreements.what)
    .option("--on <date>", t(texts.agreements.on))
    .option("--quick", t(texts.agreements.quick))
    .option("--city <file>", t(texts.run.city))
    .option("--demand <file>", t(texts.run.demand))
    .option("--trips-per-hour <n>", t(texts.run.tripsPerHour))
    .option("--replications <n>", t(texts.agreements.replications))
    .option("--seed <n>", t(texts.run.seed), "1")
    .option("--workers <n>", t(texts.run.workers))
    .option("--json <file>", t(texts.run.json))
    .action(async (folder: string, options: import("./commands/agreements-command.ts").AgreementsOptions) => {
      answer(await (await import("./commands/agreements-command.ts")).agreementsCommand(folder, options, language));
    });
  command("import <files...>", texts.import.what)
    .requiredOption("--out <file>", t(texts.import.out))
    .option("--demand-out <file>", t(texts.import.demandOut))
    .option("--trips-per-hour <n>", t(texts.run.tripsPerHour))
    .option("--id <id>", t(texts.import.id))
    .option("--columns <field=header,…>", t(texts.import.columns))
    .action(async (files: string[], options: import("./commands/import-command.ts").ImportCommandOptions) => {
      answer((await import("./commands/import-command.ts")).importCommand(files, options, language));
    });
  command("verify", texts.verify.what)
    .option("--long", t(texts.verify.long))
    .option("--json <file>", t(texts.verify.json))
    .action(async (options: import("./commands/verify-command.ts").VerifyOptions) => {
      answer((await import("./commands/verify-command.ts")).verifyCommand(options, language));
    });
  const bench = program.command("bench").description(t(texts.bench.what)).helpOption("-h, --help", t(texts.help));
  bench
    .command("traffic")
    .description(t(texts.bench.traffic))
    .requiredOption("--net <file>", t(texts.bench.net))
    .requiredOption("--routes <file>", t(texts.bench.routes))
    .requiredOption("--until <s>", t(texts.bench.until))
    .option("--params <set|file>", t(texts.bench.params), "default")
    .option("--json <file>", t(texts.bench.json))
    .option("--lang <ko|en>", t(texts.lang), languageOption)
    .action(async (options: import("./commands/bench-command.ts").TrafficBenchOptions) => {
      answer((await import("./commands/bench-command.ts")).benchTrafficCommand(options, language));
    });
  bench
    .command("engine")
    .description(t(texts.bench.engine))
    .option("--json <file>", t(texts.bench.json))
    .option("--lang <ko|en>", t(texts.lang), languageOption)
    .action(async (options: { readonly json?: string }) => {
      answer((await import("./commands/bench-command.ts")).benchEngineCommand(options, language));
    });
  return program;
};

/** Read from the arguments beforehand (the help itself is in that language); here it is only checked. */
const languageOption = (value: string): string => {
  if (value === "ko" || value === "en") return value;
  throw new CommanderError(2, "rehearse.language", `--lang ${value}: ko | en`);
};

const explain = (fault: unknown, args: readonly string[], language: Language): number => {
  if (fault instanceof CommanderError) {
    if (fault.exitCode === 0) return 0;
    if (fault.code === "commander.help") {
      console.error(
        language === "ko"
          ? "명령을 하나 고르십시오: run, report, explain, trace, agreements, import, verify, bench. 도움말: --help"
          : "Choose a command: run, report, explain, trace, agreements, import, verify, bench. See --help.",
      );
      return 2;
    }
    const message = fault.message.replace(/^error: /, "").replaceAll("\n", " ");
    console.error(language === "ko" ? `${koreanOf(fault)} (${message}) 도움말: --help` : `${message}. See --help.`);
    return 2;
  }
  if (fault instanceof BadInput) {
    for (const problem of fault.problems) console.error(describeProblem(problem, language).replaceAll("\n", " "));
    return 2;
  }
  const { message, stack, cause } = fault instanceof Error ? fault : new Error(String(fault));
  const again = `npm run rehearse -- ${args.join(" ")}`;
  console.error(
    language === "ko"
      ? `내부 오류: ${message}\n같은 명령으로 다시 일어납니다: ${again}\n아래 내용과 입력 파일을 함께 알려 주십시오.`
      : `Internal error: ${message}\nThe same command brings it back: ${again}\nPlease report the lines below together with the input files.`,
  );
  console.error(typeof cause === "string" ? cause : (stack ?? ""));
  return 3;
};

const KOREAN_TITLES: Readonly<Record<string, string>> = {
  "Usage:": "쓰임:",
  "Options:": "선택 항목:",
  "Commands:": "명령:",
  "Arguments:": "인자:",
};

const KOREAN: Readonly<Record<string, string>> = {
  "commander.unknownOption": "모르는 선택 항목입니다.",
  "commander.unknownCommand": "모르는 명령입니다.",
  "commander.missingArgument": "필요한 인자가 빠졌습니다.",
  "commander.missingMandatoryOptionValue": "꼭 필요한 선택 항목이 빠졌습니다.",
  "commander.optionMissingArgument": "선택 항목의 값이 빠졌습니다.",
  "commander.excessArguments": "인자가 너무 많습니다.",
};

const koreanOf = (fault: CommanderError): string => KOREAN[fault.code] ?? "쓸 수 없는 인자입니다.";
