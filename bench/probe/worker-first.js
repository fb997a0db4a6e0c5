globalThis.benchStart = performance.now()
