const shownFor = (authentication) => ({ show: { authentication: [authentication] } });

/** An API key or OAuth, as whoever builds the workflow likes. */
exports.credentials = [
  { name: "schedlyApi", required: true, displayOptions: shownFor("apiKey") },
  { name: "schedlyOAuth2Api", required: true, displayOptions: shownFor("oAuth2") },
];

exports.authenticationField = {
  displayName: "Authentication",
  name: "authentication",
  type: "options",
  options: [
    { name: "API Key", value: "apiKey" },
    { name: "OAuth2", value: "oAuth2" },
  ],
  default: "apiKey",
};

exports.credentialOf = (authentication) => (authentication === "oAuth2" ? "schedlyOAuth2Api" : "schedlyApi");
