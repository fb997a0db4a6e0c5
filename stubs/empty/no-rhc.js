// @clerk/ui's components, which the service worker cannot render and this extension does not use.
export const ui = undefined
