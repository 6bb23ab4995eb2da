import { type Packer, packer } from "./packed.ts";
import type { Tool } from "./tools.ts";

export type ToolList = {
  /** The result of tools/list as text: the documented tools or all, and of those the ones that a limited key may use. */
  of(all: boolean, allowed: readonly string[] | null): string;
  /** An answer that holds a whole list, as bytes that were made before; null for any other. */
  packed: Packer;
};

/** The list is the same for everybody but limited keys, so it is written out once. */
export function toolList(tools: Map<string, Tool>): ToolList {
  const texts = new Map([...tools].map(([name, { listed }]) => [name, JSON.stringify(listed)]));
  const write = (names: string[]) => `{"tools":[${names.map((name) => texts.get(name)!).join(",")}]}`;
  const every = [...tools.keys()];
  const documented = every.filter((name) => tools.get(name)!.documented);
  const whole = { all: write(every), documented: write(documented) };
  const packers = [packer(whole.documented), packer(whole.all)];
  return {
    packed(answer) {
      if (answer.length < whole.documented.length) return null;
      for (const pack of packers) {
        const packed = pack(answer);
        if (packed) return packed;
      }
      return null;
    },
    of(all, allowed) {
      if (!allowed) return all ? whole.all : whole.documented;
      return write((all ? every : documented).filter((name) => allowed.includes(name)));
    },
  };
}
