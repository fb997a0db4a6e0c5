/** The user of the emulator's seeds. The tag in the address is Clerk's test mode: its codes are 424242. */
export const ada = {
  email: "ada+clerk_test@example.com",
  password: "correct-horse-battery-staple"
}

/** Somebody with a mail box. */
export const grace = {
  email: "grace@example.com",
  password: "flow-matic-1955-compiler",
  firstName: "Grace",
  lastName: "Hopper"
}
