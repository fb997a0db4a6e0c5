// @vitest-environment happy-dom
import { act } from "react"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { MessageError } from "~messaging/message-error"
import { useApi } from "~react/use-api"
import { useCommand } from "~react/use-command"
import { usePages } from "~react/use-pages"
import { useQuery } from "~react/use-query"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mountHook, refused } from "../../support/mount"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const expired = { code: "expired", message: "Too late." } as const

describe("useCommand", () => {
  const acme = { name: "Acme" }

  test("shows that the command is under way, then its answer", async () => {
    const reply = Promise.withResolvers()
    const asked = answerMessages({ "create-organization": () => reply.promise })
    const command = await mountHook(() => useCommand("create-organization"))
    expect(command.current).toMatchObject({ isSending: false, answer: undefined, error: null })

    const sent = await command.act(({ send }) => ({ reply: send(acme) }))
    expect(command.current).toMatchObject({ isSending: true, answer: undefined })
    await act(async () => reply.resolve(answered({ logoFailed: false })))

    expect(await sent.reply).toEqual({ ok: true, value: { logoFailed: false } })
    expect(command.current).toMatchObject({ isSending: false, answer: { logoFailed: false }, error: null })
    expect(asked).toEqual([{ name: "create-organization", body: acme }])
  })

  test("returns why the command failed, in its reply too, until the error is reset", async () => {
    answerMessages({ "create-organization": () => refused(expired) })
    const command = await mountHook(() => useCommand("create-organization"))

    const reply = await command.act(({ send }) => send(acme))

    expect(reply).toEqual({ ok: false, failure: expired })
    expect(command.current).toMatchObject({ isSending: false, error: new MessageError(expired) })
    await command.act(({ reset }) => reset())
    expect(command.current.error).toBeNull()
  })

  test("forgets the error as soon as the next command is sent", async () => {
    const second = Promise.withResolvers()
    const replies = [refused(expired), second.promise]
    answerMessages({ "create-organization": async () => replies.shift() })
    const command = await mountHook(() => useCommand("create-organization"))
    await command.act(({ send }) => send(acme))

    await command.act(({ send }) => void send(acme))

    expect(command.current).toMatchObject({ isSending: true, error: null })
    await act(async () => second.resolve(answered({ logoFailed: false })))
  })

  test("sends no second command while one is under way, and can send again afterwards", async () => {
    const reply = Promise.withResolvers()
    const asked = answerMessages({ "create-organization": () => reply.promise })
    const command = await mountHook(() => useCommand("create-organization"))

    const both = await command.act(({ send }) => [send(acme), send({ name: "Globex" })])
    await act(async () => reply.resolve(answered({ logoFailed: false })))

    expect(await both[1]).toBe(await both[0])
    expect(asked).toHaveLength(1)
    await command.act(({ send }) => send({ name: "Globex" }))
    expect(asked).toHaveLength(2)
  })

  test("keeps its functions, so that effects may depend on them", async () => {
    answerMessages({ "create-organization": () => answered({ logoFailed: false }) })
    const command = await mountHook(() => useCommand("create-organization"))
    const { send, reset } = command.current

    await command.act(() => send(acme))

    expect(command.current.send).toBe(send)
    expect(command.current.reset).toBe(reset)
  })

  test("has a text for an unexpected error", async () => {
    answerMessages({})
    const command = await mountHook(() => useCommand("create-organization"))

    await command.act(({ send }) => send(acme))

    expect(command.current.error?.failure).toEqual({ code: "unexpected", message: text("errorUnexpected") })
  })
})

describe("useQuery", () => {
  const listed = (total: number) => answered({ total, rows: [] })

  test("sends the request when the page opens, and not again while it stays the same", async () => {
    const asked = answerMessages({ "list-memberships": () => listed(3) })
    const query = await mountHook(() => useQuery("list-memberships", { offset: 0 }))

    await query.render()

    expect(query.values[0]).toMatchObject({ data: undefined, isLoading: true, error: null })
    expect(query.current).toMatchObject({ data: { total: 3 }, isLoading: false, error: null })
    expect(asked).toEqual([{ name: "list-memberships", body: { offset: 0 } }])
  })

  test("keeps the answer during the next request, even if that fails", async () => {
    const second = Promise.withResolvers()
    const replies = [listed(3), second.promise, listed(4)]
    answerMessages({ "list-memberships": async () => replies.shift() })
    const query = await mountHook(() => useQuery("list-memberships", { offset: 0 }))

    await query.act(({ reload }) => reload())
    expect(query.current).toMatchObject({ data: { total: 3 }, isLoading: true })
    await act(async () => second.resolve(refused(expired)))

    expect(query.current).toMatchObject({ data: { total: 3 }, isLoading: false, error: { code: "expired" } })
    await query.act(({ reload }) => reload())
    expect(query.current).toMatchObject({ data: { total: 4 }, isLoading: false, error: null })
  })

  test("refreshes quietly: nothing shows as loading, and a failure is ignored", async () => {
    const second = Promise.withResolvers()
    const replies = [listed(3), second.promise, listed(4)]
    const asked = answerMessages({ "list-memberships": async () => replies.shift() })
    const query = await mountHook(() => useQuery("list-memberships", { offset: 0 }))

    await query.act(({ refresh }) => refresh())
    expect(query.current).toMatchObject({ data: { total: 3 }, isLoading: false })
    await act(async () => second.resolve(refused(expired)))
    expect(query.current).toMatchObject({ data: { total: 3 }, isLoading: false, error: null })

    await query.act(({ refresh }) => refresh())
    expect(query.current).toMatchObject({ data: { total: 4 }, isLoading: false, error: null })
    expect(asked).toHaveLength(3)
  })

  test("an error stays if a refresh fails, and disappears when one succeeds", async () => {
    const replies = [refused(expired), refused({ code: "offline", message: "" }), listed(4)]
    answerMessages({ "list-memberships": async () => replies.shift() as never })
    const query = await mountHook(() => useQuery("list-memberships", { offset: 0 }))

    await query.act(({ refresh }) => refresh())
    expect(query.current).toMatchObject({ data: undefined, error: { code: "expired" } })

    await query.act(({ refresh }) => refresh())
    expect(query.current).toMatchObject({ data: { total: 4 }, error: null })
  })

  test("refreshes nothing while a request is under way", async () => {
    const reply = Promise.withResolvers()
    const asked = answerMessages({ "list-memberships": () => reply.promise })
    const query = await mountHook(() => useQuery("list-memberships", { offset: 0 }))

    await query.act(({ refresh }) => refresh())

    expect(asked).toHaveLength(1)
    await act(async () => reply.resolve(listed(1)))
  })

  /** The first request is still waiting for its answer, the next one has it. */
  async function changedQuestion() {
    const slow = Promise.withResolvers()
    answerMessages({
      "list-memberships": ({ offset }: { offset: number }) => (offset === 0 ? slow.promise : listed(20))
    })
    let offset = 0
    const query = await mountHook(() => useQuery("list-memberships", { offset }))
    offset = 10
    await query.render()
    return { query, slow }
  }

  test("a late answer isn't mistaken for the next request's answer", async () => {
    const { query, slow } = await changedQuestion()
    expect(query.current).toMatchObject({ data: { total: 20 }, isLoading: false })
    await act(async () => slow.resolve(listed(7)))

    expect(query.current).toMatchObject({ data: { total: 20 }, error: null })
  })

  test("a late failure isn't mistaken for the next request's failure", async () => {
    const { query, slow } = await changedQuestion()

    await act(async () => slow.resolve(refused(expired)))

    expect(query.current.error).toBeNull()
  })

  test("a quiet request that then changes shows as loading", async () => {
    const slow = Promise.withResolvers()
    answerMessages({
      "list-memberships": ({ offset }: { offset: number }) => (offset === 0 ? listed(20) : slow.promise)
    })
    let offset = 0
    const query = await mountHook(() => useQuery("list-memberships", { offset }))
    await query.act(({ refresh }) => refresh())

    offset = 10
    await query.render()

    expect(query.current).toMatchObject({ data: { total: 20 }, isLoading: true })
    await act(async () => slow.resolve(refused(expired)))
    expect(query.current).toMatchObject({ isLoading: false, error: { code: "expired" } })
  })
})

describe("usePages", () => {
  /** One of Clerk's lists; `total` may change. */
  async function pagesOf(list: { total: number }) {
    const asked = answerMessages({
      "list-memberships": ({ offset }: { offset: number }) =>
        answered({
          total: list.total,
          rows: Array.from(
            { length: Math.max(0, Math.min(10, list.total - offset)) },
            (_, index) => offset + index
          )
        })
    })
    return { asked, pages: await mountHook(() => usePages("list-memberships")) }
  }

  const offsets = (asked: { body?: unknown }[]) =>
    asked.map(({ body }) => (body as { offset: number }).offset)

  test("leads from page to page and back", async () => {
    const { asked, pages } = await pagesOf({ total: 25 })
    expect(pages.current).toMatchObject({ offset: 0, hasPrevious: false, hasNext: true })

    await pages.act(({ next }) => next())
    expect(pages.current).toMatchObject({ offset: 10, hasPrevious: true, hasNext: true })
    await pages.act(({ next }) => next())
    expect(pages.current).toMatchObject({ offset: 20, hasPrevious: true, hasNext: false })
    expect(pages.current.data?.rows).toEqual([20, 21, 22, 23, 24])
    await pages.act(({ previous }) => previous())
    expect(pages.current).toMatchObject({ offset: 10 })
    await pages.act(({ previous }) => previous())

    expect(pages.current).toMatchObject({ offset: 0, hasPrevious: false })
    expect(offsets(asked)).toEqual([0, 10, 20, 10, 0])
  })

  test.for([
    [0, false],
    [9, false],
    [10, false],
    [11, true],
    [20, true]
  ] as const)("with %i rows, a page follows the first: %s", async ([total, hasNext]) => {
    const { pages } = await pagesOf({ total })

    expect(pages.current.hasNext).toBe(hasNext)
  })

  test("no page follows a last page that is full", async () => {
    const { pages } = await pagesOf({ total: 20 })

    await pages.act(({ next }) => next())

    expect(pages.current).toMatchObject({ offset: 10, hasNext: false })
  })

  test.for([
    [11, 10],
    [10, 0],
    [0, 0]
  ] as const)(
    "a page that no longer exists because %i rows are left gives way to the last one",
    async ([left, offset]) => {
      const list = { total: 25 }
      const { asked, pages } = await pagesOf(list)
      await pages.act(({ next }) => next())

      list.total = left
      await pages.act(({ next }) => next())

      expect(pages.current).toMatchObject({ offset, hasNext: false, data: { total: left } })
      expect(offsets(asked)).toEqual([0, 10, 20, offset])
    }
  )

  test("the current page stays until the next has arrived, and if it can't be fetched", async () => {
    const reply = Promise.withResolvers()
    const replies = [answered({ total: 25, rows: [] }), reply.promise]
    answerMessages({ "list-memberships": async () => replies.shift() })
    const pages = await mountHook(() => usePages("list-memberships"))

    await pages.act(({ next }) => next())
    expect(pages.current).toMatchObject({ offset: 0, isLoading: true })
    await act(async () => reply.resolve(refused(expired)))

    expect(pages.current).toMatchObject({ offset: 0, isLoading: false, error: { code: "expired" } })
  })
})

describe("useApi", () => {
  const signedIn = { body: { name: "Ada" } }

  test("calls the server with a token, and returns what it sends", async () => {
    answerMessages({ "get-token": () => answered("a token") })
    const fetch = vi.fn(async () => Response.json(signedIn))
    vi.stubGlobal("fetch", fetch)

    const api = await mountHook(() => useApi("/whoami"))

    await expect.poll(() => api.current.data).toEqual(signedIn)
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/\/whoami$/),
      expect.objectContaining({ headers: expect.objectContaining({ authorization: "Bearer a token" }) })
    )
  })

  test("an empty answer is no data, and no error", async () => {
    answerMessages({ "get-token": () => answered("a token") })
    const fetch = vi.fn(async () => new Response(null, { status: 204 }))
    vi.stubGlobal("fetch", fetch)

    const api = await mountHook(() => useApi("/whoami"))

    await expect.poll(() => api.current.isLoading).toBe(false)
    expect(fetch).toHaveBeenCalledOnce()
    expect(api.current).toMatchObject({ data: undefined, error: null })
  })

  test("the answer to one request isn't shown for another", async () => {
    answerMessages({ "get-token": () => answered("a token") })
    vi.stubGlobal(
      "fetch",
      vi.fn(async (url: string) => (url.endsWith("/one") ? Response.json(1) : Response.error()))
    )
    let path = "/one"
    const api = await mountHook(() => useApi(path))
    await expect.poll(() => api.current.data).toBe(1)

    path = "/two"
    await api.render()

    expect(api.current.data).toBeUndefined()
  })
})
