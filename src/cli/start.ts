import { Command } from "commander";

export const startCommand = () =>
  new Command("start")
    .description("serve the product (what happens without a command)")
    .addHelpText(
      "after",
      `
With no settings at all it listens on http://localhost:3000 and keeps everything in ./data, in a PostgreSQL of its own.
  PORT=8080 schedly start              another port; PORT=0 takes any free one
  DATABASE_URL=postgres://… schedly    your own PostgreSQL, shared by any number of processes
  WORKERS=false schedly                answer requests, but leave background jobs to others`,
    )
    .action(async () => {
      const { launch } = await import("./launch.ts");
      const { greet } = await import("./greeting.ts");
      const { running, config } = await launch();
      greet(running, config, {
        Account:
          config.SIGN_UP === "open"
            ? `${running.publicUrl}/sign-up`
            : `npx schedly user create --email you@example.com --name "Your Name" --business "Your Business"`,
        "API key": `npx schedly key create --email you@example.com --name "My first key"`,
      });
    });
