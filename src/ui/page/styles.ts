// The styles that every page starts with, in this order.
import "~ui/theme.css"
import "./base.css"
import "~ui/controls/controls.css"
