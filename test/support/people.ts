/** The user in the emulator's seeds. The tag in the address is Clerk's test mode: its codes are 424242. */
export const ada = {
  email: "ada+clerk_test@example.com",
  password: "correct-horse-battery-staple"
}

/** From the seed `new-app`, an app as Clerk creates it today. Their codes are 424242, too. */
const atNorthwind = (name: string) => ({
  email: `${name}+clerk_test@northwind.example`,
  password: "sunny-harbor-37-lanterns"
})
/** Her password was found in a breach, and she has every task. */
export const maya = atNorthwind("maya")
/** She has no second factor, and has to set one up. */
export const sofia = atNorthwind("sofia")
/** He has a phone number as his second factor, and has to choose an organization. */
export const jonas = atNorthwind("jonas")

/** The code in Clerk's test mode. */
export const TEST_CODE = "424242"

/** A user with a mailbox. */
export const grace = {
  email: "grace@example.com",
  password: "flow-matic-1955-compiler",
  firstName: "Grace",
  lastName: "Hopper"
}
