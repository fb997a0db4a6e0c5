import { identifierOf, type User } from "../model/user"
import { imageUrl, type View } from "./view"

/** The part of a user's data that other users can see. */
export function publicUserDataJson(user: User, view: View) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl(view, user),
    has_image: false,
    identifier: identifierOf(user),
    user_id: user.id,
    username: user.username
  }
}
