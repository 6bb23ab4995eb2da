import { Command } from "commander";

export const demoCommand = () =>
  new Command("demo")
    .description("serve an installation filled with an example salon and three months of appointments")
    .addHelpText(
      "after",
      `
The first run fills it and writes demo.json into DATA_DIR: {"url", "email", "password", "apiKey", "subdomain",
"username"}. Later runs keep the data.`,
    )
    .action(async () => {
      const { launch } = await import("./launch.ts");
      const { greet } = await import("./greeting.ts");
      const { fillDemo } = await import("../demo/fill.ts");
      const { running, config } = await launch();
      try {
        const demo = await fillDemo(running.app, { url: running.publicUrl, dataDir: config.DATA_DIR });
        greet(running, config, {
          "Sign in": `${demo.email}, password ${demo.password}`,
          Booking: `subdomain ${demo.subdomain}`,
          "API key": demo.apiKey,
        });
      } catch (error) {
        await running.stop();
        throw error;
      }
    });
