import { SignIn } from "@clerk/tanstack-react-start"
import { createFileRoute } from "@tanstack/react-router"

// The $ stands for the pages of <SignIn /> itself, such as /sign-in/factor-one.
export const Route = createFileRoute("/sign-in/$")({ component: SignIn })
