/** Whether this is the computer that the program runs on, so that what is sent there goes over no network. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]"
}

/** Whether nobody else could reach this host by its name, whatever it resolves to here. */
export function isOfThisComputer(hostname: string): boolean {
  return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)
}
