import { createRouter, createWebHistory } from "vue-router"
import Dashboard from "./pages/Dashboard.vue"
import Home from "./pages/Home.vue"
import SignIn from "./pages/SignIn.vue"
import Task from "./pages/Task.vue"

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: Home },
    { path: "/sign-in", component: SignIn },
    { path: "/dashboard", component: Dashboard },
    { path: "/tasks/choose-organization", component: Task, props: { name: "ChooseOrganization" } },
    { path: "/tasks/reset-password", component: Task, props: { name: "ResetPassword" } },
    { path: "/tasks/setup-mfa", component: Task, props: { name: "SetupMFA" } }
  ]
})
