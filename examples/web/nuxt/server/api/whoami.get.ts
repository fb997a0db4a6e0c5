export default defineEventHandler((event) => {
  // A pending session counts as signed out here, too.
  const { userId, sessionStatus, orgSlug } = event.context.auth()
  setResponseStatus(event, userId ? 200 : 401)
  return { userId, sessionStatus, orgSlug }
})
