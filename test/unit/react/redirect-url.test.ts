import { describe, expect, test } from "vitest"

import { redirectUrlIn, withRedirectUrl } from "~react/redirect-url"

describe("withRedirectUrl", () => {
  test("a task's page keeps the page that sent the user there, with its query", () => {
    const url = withRedirectUrl("/tabs/choose-organization.html", {
      pathname: "/tabs/workspace.html",
      search: "?view=2"
    })

    expect(url).toBe("/tabs/choose-organization.html?redirect_url=%2Ftabs%2Fworkspace.html%3Fview%3D2")
  })

  test("the next task's page keeps what the previous one has kept", () => {
    const url = withRedirectUrl("/tabs/choose-organization.html", {
      pathname: "/tabs/reset-password.html",
      search: "?redirect_url=%2Ftabs%2Fworkspace.html"
    })

    expect(url).toBe("/tabs/choose-organization.html?redirect_url=%2Ftabs%2Fworkspace.html")
  })

  test("if a page to come back to keeps another one, that one wins", () => {
    const url = withRedirectUrl("/tabs/choose-organization.html", {
      pathname: "/tabs/workspace.html",
      search: "?redirect_url=%2Ftabs%2Freports.html"
    })

    expect(url).toBe("/tabs/choose-organization.html?redirect_url=%2Ftabs%2Freports.html")
  })

  test("neither the popup nor a task's page is a place to come back to", () => {
    expect(withRedirectUrl("/tabs/a.html", { pathname: "/popup.html", search: "" })).toBe("/tabs/a.html")
    expect(withRedirectUrl("/tabs/a.html", { pathname: "/tabs/other-task.html", search: "" })).toBe(
      "/tabs/a.html"
    )
  })

  test("a web app learns nothing about the extension's pages", () => {
    const url = withRedirectUrl("https://example.com/tasks", {
      pathname: "/tabs/workspace.html",
      search: ""
    })

    expect(url).toBe("https://example.com/tasks")
  })
})

describe("redirectUrlIn", () => {
  test.each([
    "https://example.com/tabs/workspace.html",
    "//example.com/tabs/workspace.html",
    "javascript:alert(1)",
    "/tabs/../popup.html",
    "/tabs/workspace.html/../../evil",
    "/tabs/workspace.htmlx",
    "/tabs/choose-organization.html",
    ""
  ])("refuses %j", (address) => {
    expect(redirectUrlIn(`?${new URLSearchParams({ redirect_url: address })}`)).toBeNull()
  })

  test("accepts a page of this extension", () => {
    expect(redirectUrlIn("?redirect_url=%2Ftabs%2Fworkspace.html%23top")).toBe("/tabs/workspace.html#top")
  })
})
