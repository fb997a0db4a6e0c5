import { createRoot } from "react-dom/client"
import { BrowserRouter } from "react-router"
import { App } from "./app"
import "./styles.css"

createRoot(document.getElementById("root") as HTMLElement).render(
  <BrowserRouter>
    <App />
  </BrowserRouter>
)
