import { connect } from "node:net"
import { describe, expect, test } from "vitest"
import { head, send } from "./raw-request"
import { emulate } from "./support"

const form = "Content-Type: application/x-www-form-urlencoded"
const signIns = "POST /v1/client/sign_ins"
const users = "POST /v1/users"
const server = ["Content-Type: application/json", "Authorization: Bearer sk_test_emulator"]

describe("whatever is sent, Clerk's error envelope comes back:", () => {
  test.each([
    ["an unknown page", 404, head("GET /nonsense")],
    ["Clerk's components, which aren't served", 404, head("GET /prebuilt")],
    ["a page with a bad escape", 404, head("GET /%E0%A4%A")],
    ["an endpoint with a bad escape", 404, head("GET /v1/%E0%A4%A")],
    ["a session with a bad escape", 404, head("POST /v1/client/sessions/%ZZ/touch")],
    ["an image with a bad escape", 404, head("POST /images/%ZZ")],
    ["a path out of the API", 404, head("GET /v1/../../etc/passwd")],
    ["the API without an endpoint", 404, head("GET /v1")],
    ["slashes", 404, head(`GET /v1${"/".repeat(2000)}`)],
    ["the method PROPFIND", 405, head("PROPFIND /v1/client")],
    ["the method in the query", 405, head("POST /v1/client/sign_ups?_method=BREW")],
    ["an endless query", 431, head(`GET /v1/client?a=${"x".repeat(40_000)}`)],
    ["an endless header", 431, head("GET /v1/client", [`X-Long: ${"x".repeat(40_000)}`])],
    ["a line that isn't a request", 400, "what is this?\r\n\r\n"],
    ["two lengths", 400, head(signIns, ["Content-Length: 1", "Content-Length: 2"])],
    ["a negative length", 400, head(signIns, ["Content-Length: -1"])],
    ["a length beyond the limit", 413, head(signIns, [form, "Content-Length: 99999999"])],
    ["an invalid chunk", 400, `${head(signIns, [form, "Transfer-Encoding: chunked"])}zz\r\nabc\r\n`],
    [
      "chunks beyond the limit",
      413,
      `${head(signIns, [form, "Transfer-Encoding: chunked"])}50000\r\n${"a".repeat(0x50000)}\r\n0\r\n\r\n`
    ],
    ["a server's length beyond the limit", 413, head(users, [...server, "Content-Length: 99999999"])],
    [
      "a server's invalid chunk",
      400,
      `${head(users, [...server, "Transfer-Encoding: chunked"])}zz\r\nabc\r\n`
    ],
    ["an invalid host", 400, head("GET /v1/client", [], "localhost@evil.example")],
    ["another scheme", 400, head("GET ftp://localhost/v1/client")],
    ["no host", 400, "GET /v1/client HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["a bad escape in a form", 422, `${head(signIns, [form, "Content-Length: 15"])}identifier=%ZZ%`],
    [
      "a multipart body of another boundary",
      400,
      `${head(signIns, ["Content-Type: multipart/form-data; boundary=a", "Content-Length: 5"])}--b--`
    ]
  ])("%s", async (_what, status, text) => {
    const answer = await send(await emulate(), text)

    expect(answer.status).toBe(status)
    expect(answer.type).toMatch(/^application\/json/)
    expect(JSON.parse(answer.body).errors[0]).toMatchObject({
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.any(String)
    })
  })
})

test("a connection that ends in the middle of a body disturbs nobody", async () => {
  const emulator = await emulate()
  const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1")
  await new Promise((resolve) =>
    socket.write(`${head(signIns, [form, "Content-Length: 100"])}identifier=`, resolve)
  )
  socket.destroy()

  expect((await send(emulator, head("GET /v1/health"))).status).toBe(200)
})

test("a control call beyond the limit is refused, and changes nothing", async () => {
  const emulator = await emulate()

  const response = await emulator.call("POST", "/users", { email: `${"x".repeat(2_000_000)}@acme.com` })

  expect(response.status).toBe(400)
  expect((await response.json()).errors[0].code).toBe("body_too_large")
  expect((await emulator.state()).users).toEqual([])
})
