import { createClerkClient } from "@clerk/chrome-extension/client"

const p = createClerkClient({
  publishableKey: process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY!,
  background: true
})
p.then((c) => console.log(c.session?.id))
