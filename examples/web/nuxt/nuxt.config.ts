export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  modules: ["@clerk/nuxt"],
  css: ["~/assets/styles.css"],
  app: { head: { title: "Nuxt example", htmlAttrs: { lang: "en" } } },
  clerk: {
    // The module reads NUXT_PUBLIC_CLERK_TELEMETRY_DISABLED only if it's set here, too.
    telemetry: { disabled: false },
    taskUrls: {
      "choose-organization": "/tasks/choose-organization",
      "reset-password": "/tasks/reset-password",
      "setup-mfa": "/tasks/setup-mfa"
    }
  }
})
