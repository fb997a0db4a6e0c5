import path from "node:path"

/** The folder of this project. */
export const PROJECT = path.resolve(import.meta.dirname, "..")
