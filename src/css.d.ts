// The bundler turns these imports into linked stylesheets.
declare module "*.css"
