import { createFakeEvent } from "./fake-event"

type Alarm = { name: string; scheduledTime: number }

/** `chrome.alarms`, with alarms that go off once, when a test says so. */
export function createFakeAlarms() {
  const set = new Map<string, Alarm>()
  const onAlarm = createFakeEvent<[Alarm]>()

  return {
    /** The alarm with this name, if it's set. */
    get: (name: string) => set.get(name),

    /** Makes it go off: Chrome removes it first. */
    ring: (name: string) => {
      const alarm = set.get(name) ?? { name, scheduledTime: Date.now() }
      set.delete(name)
      onAlarm.dispatch(alarm)
    },

    api: {
      onAlarm,
      create: async (name: string, { delayInMinutes = 0 }: { delayInMinutes?: number }) => {
        set.set(name, { name, scheduledTime: Date.now() + delayInMinutes * 60_000 })
      },
      get: async (name: string) => set.get(name),
      clear: async (name: string) => set.delete(name)
    }
  }
}
