import type { MessageName } from "./contracts"

// Plasmo writes these names into its build folder; this declares them before the first build.
declare module "@plasmohq/messaging" {
  interface MessagesMetadata extends Record<MessageName, object> {}
}
