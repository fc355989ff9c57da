module.exports = {
  /** A token with full access costs Strapi the least: it has no permissions to look up. */
  async bootstrap({ strapi }) {
    const made = await strapi
      .service("admin::api-token")
      .create({ name: "bench", description: "", type: "full-access", lifespan: null });
    strapi.config.set("bench.token", made.accessKey);
  },
};
