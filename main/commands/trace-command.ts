/** `rehearse trace`: everything that happened in one replication of one arm, as tables for other tools. */
import { resolve } from "node:path";
import { loadEngine } from "../../sim-core/engine/load-engine.ts";
import type { Language } from "../../sim-core/model/units.ts";
import { makeScenarioRun } from "../../sim-core/run/make-scenario-run.ts";
import type { ScenarioRun } from "../../sim-core/run/scenario-run.ts";
import { factRow, recordRows } from "../../sim-core/run/trace-rows.ts";
import { makeStepTable } from "../../sim-core/run/trace-steps.ts";
import { TRACE_VERSION } from "../../sim-core/run/trace-tables.ts";
import { BadInput, problem } from "../bad-input.ts";
import { makeProgressLine } from "../print/progress-line.ts";
import { ndjsonFile, ndjsonFolder } from "../trace/ndjson-sink.ts";
import { parquetFolder } from "../trace/parquet-sink.ts";
import { isFolder, type TraceAbout, type TraceSink } from "../trace/trace-sink.ts";
import { chooseArm, prepareRerun, type Rerun, type RerunOptions } from "./rerun.ts";
import { wrongOption } from "./run-options.ts";

export type TraceOptions = RerunOptions & { readonly out: string; readonly arm?: string; readonly format?: string };

/** Drained this often: a busy district writes some 20,000 records a simulated minute. */
const SLICE_MS = 60_000;

export const traceCommand = (given: string, options: TraceOptions, language: Language): number => {
  const openSink = chooseSink(options);
  const rerun = prepareRerun(given, options);
  const arm = chooseArm(rerun, options.arm, given);
  const paths = traceRun(rerun, arm, openSink, language);
  process.stdout.write(`${paths.join("\n")}\n`);
  return 0;
};

const FORMATS: readonly string[] = ["ndjson", "parquet"];

/** A name that ends in .ndjson is one file with everything, any other name a folder with a file per table. */
const chooseSink = ({ out, format = "ndjson" }: TraceOptions): ((about: TraceAbout) => TraceSink) => {
  if (!FORMATS.includes(format)) {
    throw new BadInput([wrongOption("--format", format, { ko: "ndjson 또는 parquet", en: "ndjson or parquet" })]);
  }
  const isOneFile = /\.(ndjson|jsonl|parquet)$/i.test(out);
  if (isOneFile && isFolder(out)) {
    throw new BadInput([
      problem(
        "file.is-folder",
        out,
        { ko: "그 이름의 폴더가 있습니다.", en: "There is a folder of that name." },
        { ko: "다른 파일 이름이나 폴더 이름을 주십시오.", en: "Give another file name, or a folder without such an ending." },
      ),
    ]);
  }
  if (format === "ndjson" && !/\.parquet$/i.test(out)) return (about) => (isOneFile ? ndjsonFile(out, about) : ndjsonFolder(out, about));
  if (format === "parquet" && !isOneFile) return (about) => parquetFolder(out, about);
  throw new BadInput([
    problem(
      "trace.one-file",
      out,
      { ko: "Parquet은 표마다 파일이 하나입니다.", en: "Parquet needs one file per table." },
      { ko: "--format parquet과 폴더 이름을 주십시오.", en: "Give the name of a folder, and --format parquet." },
    ),
  ]);
};

const traceRun = (rerun: Rerun, arm: string, openSink: (about: TraceAbout) => TraceSink, language: Language): readonly string[] => {
  const { rehearsal, seed, replication } = rerun;
  const { city, network, engineWasm } = rehearsal;
  const inputs = rehearsal.arms.find(({ id }) => id === arm);
  if (inputs === undefined) throw new Error(`no arm ${arm}`);
  const engine = loadEngine(engineWasm);
  const run = makeScenarioRun({ engine, city, network, scenario: inputs.scenario, arm, seed, replication, trace: true });
  const sink = openSink(aboutOf(rerun, arm, run));
  const progress = makeProgressLine(language === "ko" ? "기록, 분" : "trace, minutes", language, process.stderr);
  try {
    const steps = makeStepTable();
    for (let atMs = 0; atMs < run.durationMs; ) {
      atMs = Math.min(run.durationMs, atMs + SLICE_MS);
      run.runTo(atMs);
      const facts = run.drainInstitutionalFacts();
      for (const fact of facts) steps.add(fact);
      sink.write(
        "facts",
        facts.map((fact) => factRow(fact, network)),
      );
      sink.write("records", recordRows(run.drainEngineFacts(), network));
      progress.show(Math.round(atMs / SLICE_MS), Math.round(run.durationMs / SLICE_MS));
    }
    sink.write("steps", steps.rows());
    return sink.finish().map((path) => resolve(path));
  } catch (fault) {
    sink.discard();
    throw fault;
  } finally {
    progress.end();
    run.free();
  }
};

const aboutOf = ({ rehearsal, seed, replication }: Rerun, arm: string, run: ScenarioRun): TraceAbout => ({
  traceVersion: TRACE_VERSION,
  ...rehearsal.parts,
  startsAt: rehearsal.scenario.run.startsAt,
  arm,
  seed,
  replication,
  warmUpMs: run.warmUpMs,
  durationMs: run.durationMs,
});
