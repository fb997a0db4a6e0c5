import { createRouter, createWebHistory } from "vue-router"
import DashboardPage from "./pages/DashboardPage.vue"
import HomePage from "./pages/HomePage.vue"
import SignInPage from "./pages/SignInPage.vue"
import TaskPage from "./pages/TaskPage.vue"

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: HomePage },
    { path: "/sign-in", component: SignInPage },
    { path: "/dashboard", component: DashboardPage },
    { path: "/tasks/choose-organization", component: TaskPage, props: { name: "ChooseOrganization" } },
    { path: "/tasks/reset-password", component: TaskPage, props: { name: "ResetPassword" } },
    { path: "/tasks/setup-mfa", component: TaskPage, props: { name: "SetupMFA" } }
  ]
})
