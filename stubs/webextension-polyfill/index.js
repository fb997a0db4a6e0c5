export default globalThis.chrome
