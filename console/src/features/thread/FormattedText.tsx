import { piecesOf } from "./richText";

/** A customer's or colleague's text: in its own direction, with addresses that can be followed. */
export function FormattedText({ text }: { text: string }) {
  return (
    <p className="text" dir="auto">
      {piecesOf(text).map(({ kind, text: piece }, index) =>
        kind === "text" ? (
          piece
        ) : kind === "number" ? (
          <bdi key={index} dir="ltr">
            {piece}
          </bdi>
        ) : (
          <a key={index} dir="ltr" className="address" href={piece} target="_blank" rel="noopener noreferrer">
            {piece}
          </a>
        ),
      )}
    </p>
  );
}
