import { useSyncExternalStore } from "react"

/**
 * The step of a page, kept in its address, so that a reloaded page stays at its step, and Chrome's back button goes back a step.
 * `""` is the first.
 */
export function useStep(): [step: string, goTo: (step: string) => void] {
  return [useSyncExternalStore(subscribe, currentStep), goTo]
}

function currentStep() {
  return location.hash.slice(1)
}

function goTo(step: string) {
  location.hash = step
}

function subscribe(listener: () => void) {
  window.addEventListener("hashchange", listener)
  return () => window.removeEventListener("hashchange", listener)
}
