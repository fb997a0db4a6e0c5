import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"

// Since 137, builds named "Chrome" ignore --load-extension, but not puppeteer's enableExtensions.
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"]

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"].flatMap((folder) =>
    NAMES.map((name) => path.posix.join(folder, name))
  ),
  darwin: ["/Applications", `${process.env.HOME}/Applications`].flatMap((folder) =>
    ["Chromium", "Google Chrome", "Google Chrome for Testing"].map(
      (name) => `${folder}/${name}.app/Contents/MacOS/${name}`
    )
  ),
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) =>
    ["Chromium", "Google\\Chrome"].map((name) => `${process.env[variable]}\\${name}\\Application\\chrome.exe`)
  )
}

/** An installed browser, however old, with its version if it reports one. */
export function findBrowser(): { file: string; version: number | undefined } | undefined {
  for (const file of [process.env.PUPPETEER_EXECUTABLE_PATH ?? "", ...installedBrowsers()]) {
    const version = versionOf(file)
    if (version !== 0) return { file, version }
  }
  return undefined
}

/** Where browsers usually are: on the PATH, then in the places of this operating system. Not all of them exist. */
export function installedBrowsers(): string[] {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) =>
      NAMES.map((name) => path.join(folder, process.platform === "win32" ? `${name}.exe` : name))
    )
  return [...onPath, ...(PLACES[process.platform] ?? [])]
}

/** 0 if it doesn't start and print a version. Some distributions install a stub that only prints where to get the browser. */
export function versionOf(file: string): number | undefined {
  if (!existsSync(file)) return 0
  // There, Chrome opens a window instead of printing its version.
  if (process.platform === "win32") return undefined
  try {
    const answer = execFileSync(file, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    })
    return Number(/ (\d+)\.\d+\./.exec(answer)?.[1] ?? 0)
  } catch {
    return 0
  }
}
