import { parseArgs } from "node:util"
import { runProgram, UsageError } from "./usage-error"

type Option = {
  type: "boolean" | "string"
  /** What to write for its value, such as `name`. Only for a string. */
  value?: string
  default?: string | boolean
  /** What it does, for `--help`. */
  does: string
}

type Options = Record<string, Option>

/** What `--help` shows of a command-line program, and how to read its arguments. */
export type Usage<Given extends Options = Options> = {
  /** What the author types, such as `npm run demo`. */
  command: string
  /** The arguments without a name, such as `<folder>`. Without this, there are none. */
  positionals?: string
  /** What the program does, in one or more sentences. */
  does: string
  options: Given
}

export type Arguments<Given extends Options> = {
  values: ReturnType<typeof parseArgs<{ options: Given }>>["values"]
  positionals: string[]
}

const HELP = { type: "boolean", does: "shows this help" } as const
const LINE_WIDTH = 110

/**
 * Runs a command-line program with its arguments. `--help` or `-h` shows its usage instead, and an argument it doesn't know ends it
 * with a message.
 */
export function runCommandLine<const Given extends Options>(
  usage: Usage<Given>,
  program: (given: Arguments<Given>) => Promise<void>,
  args = process.argv.slice(2)
): Promise<void> {
  return runProgram(async () => {
    if (args.some((arg) => arg === "--help" || arg === "-h")) console.log(helpOf(usage))
    else await program(readArguments(usage, args))
  })
}

/** @throws {UsageError} that names what's wrong with the arguments. */
export function readArguments<const Given extends Options>(
  { command, positionals, options }: Usage<Given>,
  args: string[]
): Arguments<Given> {
  try {
    return parseArgs({
      // Some package managers pass their own "--" on.
      args: args.filter((arg) => arg !== "--"),
      options,
      allowPositionals: positionals !== undefined
    })
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS_")) throw error
    // Node's other sentences are about its own "--".
    const [problem] = (error as Error).message.split(/\.\s/)
    throw new UsageError(`${problem}. To see what there is, run: ${callOf(command)} --help`)
  }
}

export function helpOf({ command, positionals, does, options }: Usage): string {
  const lines = Object.entries({ ...options, help: HELP }).map(([name, option]: [string, Option]) => ({
    option: `${name === "help" ? "-h, " : ""}--${name}${option.value ? ` <${option.value}>` : ""}`,
    does: option.does
  }))
  const width = Math.max(...lines.map(({ option }) => option.length)) + 4
  const call = [callOf(command), "[options]", ...(positionals ? [positionals] : [])].join(" ")
  return [
    `Usage: ${call}`,
    "",
    ...wrap(does, LINE_WIDTH),
    "",
    ...lines.flatMap(({ option, does }) => {
      const [first, ...more] = wrap(does, LINE_WIDTH - width - 2)
      return [`  ${option.padEnd(width)}${first}`, ...more.map((line) => " ".repeat(width + 2) + line)]
    })
  ].join("\n")
}

/** npm passes on only what comes after "--". */
function callOf(command: string) {
  return command.startsWith("npm run ") ? `${command} --` : command
}

function wrap(text: string, width: number): string[] {
  const lines = [""]
  for (const word of text.split(" ")) {
    const line = lines.at(-1)
    if (line && line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}
