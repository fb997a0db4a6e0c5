if (location.search === "?task") {
  chrome.tabs.create({ url: "/tabs/choose-organization.html" }).then(() => window.close())
}
