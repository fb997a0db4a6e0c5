/** Whether this URL is on the computer that runs the program, so requests don't use the network. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]"
}

/** Whether this host name always means the user's own computer, whatever it resolves to here. */
export function isOfThisComputer(hostname: string): boolean {
  return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)
}
