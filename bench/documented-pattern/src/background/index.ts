import { createClerkClient } from "@clerk/chrome-extension/client"

type Message = { name: "get-token" } | { name: "choose-organization"; body: { organizationId: string } }

// As in the guide: every message creates a client.
function newClerk() {
  return createClerkClient({
    publishableKey: process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? "",
    background: true
  })
}

async function getToken() {
  const clerk = await newClerk()
  return (await clerk.session?.getToken()) ?? null
}

async function chooseOrganization(organizationId: string) {
  const clerk = await newClerk()
  await clerk.setActive({ organization: organizationId })
}

async function answer(message: Message) {
  switch (message.name) {
    case "get-token":
      return { token: await getToken() }
    case "choose-organization":
      return { value: await chooseOrganization(message.body.organizationId) }
  }
}

chrome.runtime.onMessage.addListener((message: Message, _sender, sendResponse) => {
  answer(message).then(sendResponse, (error) => sendResponse({ error: String(error) }))
  return true
})
