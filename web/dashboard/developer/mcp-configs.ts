/** How each client is told of the server; the texts of docs/mcp.md, with this installation's own address. */
export const configsFor = (url: string) => [
  {
    client: "Claude Desktop",
    file: "claude_desktop_config.json",
    code: servers({ command: "npx", args: ["mcp-remote", url, "--header", `Authorization: ${bearer}`] }),
  },
  { client: "Cursor", file: "~/.cursor/mcp.json", code: servers({ url, headers: { Authorization: bearer } }) },
  {
    client: "Windsurf",
    file: "~/.codeium/windsurf/mcp_config.json",
    code: servers({ serverUrl: url, headers: { Authorization: bearer } }),
  },
  { client: "Continue", file: "config.yaml", code: yaml(url) },
  { client: "OpenAI", file: "Python", code: openai(url) },
  { client: "Gemini", file: "Python", code: gemini(url) },
  { client: "curl", file: "sh", code: curl(url) },
];

const bearer = "Bearer cal_YOUR_API_KEY";
const servers = (schedly: object) => JSON.stringify({ mcpServers: { schedly } }, null, 2);

const yaml = (url: string) => `mcpServers:
  - name: Schedly
    type: streamable-http
    url: ${url}
    requestOptions:
      headers:
        Authorization: ${bearer}`;

const openai = (url: string) => `from openai import OpenAI

client = OpenAI()
resp = client.responses.create(
    model="gpt-4.1",
    tools=[{
        "type": "mcp",
        "server_label": "schedly",
        "server_url": "${url}",
        "headers": {"Authorization": "${bearer}"},
        "require_approval": "always",
    }],
    input="What's on my schedule today?",
)
print(resp.output_text)`;

const gemini = (url: string) => `import asyncio
from google import genai
from google.genai import types
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

async def main():
    headers = {"Authorization": "${bearer}"}
    async with streamablehttp_client("${url}", headers=headers) as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            answer = await genai.Client().aio.models.generate_content(
                model="gemini-2.5-flash",
                contents="List my upcoming bookings",
                config=types.GenerateContentConfig(tools=[session]),
            )
            print(answer.text)

asyncio.run(main())`;

const curl = (url: string) => `curl -X POST ${url} \\
  -H "Authorization: ${bearer}" \\
  -H "Content-Type: application/json" \\
  -d '{ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }'`;
