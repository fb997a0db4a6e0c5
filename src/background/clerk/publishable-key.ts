/** The host in the publishable key: `pk_live_` or `pk_test_`, then base64 of `<host>$`. */
export function frontendApiHostOf(publishableKey: string): string {
  return atob(publishableKey.split("_")[2] ?? "").slice(0, -1)
}
