import { callBackend, clerkFor } from "../backend-client"
import { PASSWORD, refusalOf, type TestEmulator } from "../support"

type Flow = (emulator: TestEmulator) => Promise<void>

const NEW = "new@example.com"

/** What an app's server does with the Backend API, and what Clerk refuses. */
export const backendFlows: Record<string, Flow> = {
  "users are created, found, changed, banned, locked and deleted": async (emulator) => {
    const { users } = clerkFor(emulator)
    const created = await users.createUser({ emailAddress: [NEW], password: PASSWORD, firstName: "New" })
    await users.getUserList({ query: "new" })
    await users.getUser(created.id)
    await users.updateUser(created.id, { lastName: "User", externalId: "7" })
    await users.updateUserMetadata(created.id, { privateMetadata: { a: 1 } })
    await users.replaceUserMetadata(created.id, { publicMetadata: { b: 2 } })
    await users.banUser(created.id)
    await users.unbanUser(created.id)
    await users.lockUser(created.id)
    await users.unlockUser(created.id)
    await users.setPasswordCompromised(created.id)
    await users.unsetPasswordCompromised(created.id)
    await users.verifyPassword({ userId: created.id, password: PASSWORD })
    await refusalOf(users.verifyPassword({ userId: created.id, password: "wrong" }))
    await users.removePassword(created.id)
    await refusalOf(users.verifyPassword({ userId: created.id, password: "wrong" }))
    await refusalOf(users.createUser({ emailAddress: [NEW], password: PASSWORD }))
    await callBackend(emulator, "GET", "/users?limit=501")
    await callBackend(emulator, "PATCH", `/users/${created.id}`, { nickname: "N" })
    await users.deleteUser(created.id)
    await refusalOf(users.getUser(created.id))
  },

  "a user has every kind of account": async (emulator) => {
    await emulator.changeSettings({
      social: { google: true },
      mfa: { authenticatorApp: true, phoneCode: true }
    })
    const user = await emulator.addUser({
      email: NEW,
      phone: "+12015550123",
      username: "new_user",
      password: PASSWORD,
      totp: true,
      externalAccounts: ["google"],
      enterpriseAccounts: [{}],
      web3Wallets: ["0x0000000000000000000000000000000000000001"]
    })
    const { users } = clerkFor(emulator)
    await users.getUser(user.id)
    await users.disableUserMFA(user.id)
  },

  "sessions are created, read and revoked": async (emulator) => {
    const user = await emulator.addUser({ email: NEW })
    const { sessions, clients } = clerkFor(emulator)
    const session = await sessions.createSession({ userId: user.id })
    await sessions.getSessionList({ userId: user.id })
    await callBackend(emulator, "GET", `/sessions?user_id=${user.id}`)
    await sessions.getSession(session.id)
    await sessions.getToken(session.id)
    await clients.getClient(session.clientId)
    await sessions.revokeSession(session.id)
    await refusalOf(sessions.getSession("sess_unknown"))
    await refusalOf(sessions.getSessionList())
    await refusalOf(clients.getClient("client_unknown"))
    await refusalOf(clients.verifyClient("unknown"))
  },

  "organizations get members and invitations": async (emulator) => {
    await emulator.changeSettings({ organizations: { enabled: true } })
    const ada = await emulator.addUser({ email: "ada@example.com" })
    const grace = await emulator.addUser({ email: "grace@example.com" })
    const { organizations, users } = clerkFor(emulator)
    const { id: organizationId } = await organizations.createOrganization({ name: "Acme", createdBy: ada.id })
    const member = { organizationId, userId: grace.id }
    await organizations.getOrganization({ organizationId, includeMembersCount: true })
    await organizations.getOrganizationList()
    await organizations.updateOrganization(organizationId, { name: "Acme Inc." })
    await organizations.updateOrganizationMetadata(organizationId, { publicMetadata: { a: 1 } })
    await organizations.replaceOrganizationMetadata(organizationId, { privateMetadata: { b: 1 } })
    await organizations.createOrganizationMembership({ ...member, role: "org:member" })
    await refusalOf(organizations.createOrganizationMembership({ ...member, role: "org:member" }))
    await organizations.getOrganizationMembershipList({ organizationId })
    await users.getOrganizationMembershipList({ userId: grace.id })
    await organizations.updateOrganizationMembership({ ...member, role: "org:admin" })
    await organizations.updateOrganizationMembershipMetadata({ ...member, publicMetadata: { a: 1 } })
    await organizations.deleteOrganizationMembership(member)
    const invitation = { organizationId, emailAddress: "grace@example.com", role: "org:member" }
    const { id: invitationId } = await organizations.createOrganizationInvitation({
      ...invitation,
      inviterUserId: ada.id
    })
    await refusalOf(organizations.createOrganizationInvitation(invitation))
    await organizations.getOrganizationInvitationList({ organizationId })
    await organizations.getOrganizationInvitation({ organizationId, invitationId })
    await users.getOrganizationInvitationList({ userId: grace.id })
    await organizations.revokeOrganizationInvitation({
      organizationId,
      invitationId,
      requestingUserId: ada.id
    })
    await organizations.deleteOrganization(organizationId)
    await refusalOf(organizations.getOrganization({ organizationId }))
  },

  "people are invited to the app": async (emulator) => {
    const { invitations } = clerkFor(emulator)
    const { id } = await invitations.createInvitation({ emailAddress: NEW })
    await refusalOf(invitations.createInvitation({ emailAddress: NEW }))
    await invitations.getInvitationList()
    await callBackend(emulator, "GET", "/invitations")
    await invitations.revokeInvitation(id)
    await refusalOf(invitations.revokeInvitation(id))
    await refusalOf(invitations.revokeInvitation("inv_unknown"))
  },

  "the instance is changed": async (emulator) => {
    const { instance, redirectUrls, testingTokens, jwks } = clerkFor(emulator)
    await jwks.getJwks()
    await instance.get()
    await instance.update({ allowedOrigins: ["https://app.example.com"] })
    await instance.get()
    await callBackend(emulator, "PATCH", "/instance", { allowed_origins: ["app"] })
    const { id } = await redirectUrls.createRedirectUrl({ url: "my-app://callback" })
    await refusalOf(redirectUrls.createRedirectUrl({ url: "my-app://callback" }))
    await callBackend(emulator, "GET", "/redirect_urls")
    await redirectUrls.getRedirectUrl(id)
    await redirectUrls.deleteRedirectUrl(id)
    await refusalOf(redirectUrls.deleteRedirectUrl(id))
    await testingTokens.createTestingToken()
  }
}
