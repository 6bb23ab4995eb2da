/** An API key: Settings → Developer → API keys. */
exports.SchedlyApi = class SchedlyApi {
  name = "schedlyApi";
  displayName = "Schedly API";
  documentationUrl = "https://app.schedly.io/docs";
  properties = [
    { displayName: "Schedly URL", name: "baseUrl", type: "string", default: "https://app.schedly.io", required: true },
    {
      displayName: "API Key",
      name: "apiKey",
      type: "string",
      typeOptions: { password: true },
      default: "",
      required: true,
    },
  ];
  authenticate = { type: "generic", properties: { headers: { "cal-api-key": "={{$credentials.apiKey}}" } } };
  test = { request: { baseURL: "={{$credentials.baseUrl}}", url: "/api/auth/oauth/me" } };
};
