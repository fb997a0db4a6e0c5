// What the styles of every page start with, in this order.
import "~ui/theme.css"
import "./base.css"
import "~ui/controls/controls.css"
