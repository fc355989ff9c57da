/* No word on who may: a route of the content API asks for a token by itself. */
module.exports = { routes: [{ method: "GET", path: "/v1/me/", handler: "me.read" }] };
