// Clerk's SDK looks for variables of a server here. The module that the bundler would put in its place has 2.3 KB more.
export const env = {}
