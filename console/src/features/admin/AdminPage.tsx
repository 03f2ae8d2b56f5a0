import { useQuery } from "@tanstack/react-query";
import { Link } from "react-aria-components";
import { pathOf } from "../../app/route";
import { Empty } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { RecordForm } from "./RecordForm";
import { SECTIONS } from "./sections";
import "./admin.css";

/** What a new record is called in the address. */
const NEW = "+";

/** Setting up: a list of records, and a form for one. */
export function AdminPage({ section: id, name }: { section: string; name: string | null }) {
  const section = SECTIONS.find((each) => each.id === id) ?? SECTIONS[0]!;
  const { data, isError } = useQuery<unknown[]>(section.query);
  const record = data?.find((each) => section.nameOf(each) === name) ?? null;
  return (
    <div className="admin">
      <nav className="admin-side" aria-label={t("nav.admin")}>
        {SECTIONS.map((each) => (
          <Link
            key={each.id}
            className="view"
            href={pathOf({ page: "admin", section: each.id, name: null })}
            aria-current={each === section ? "page" : undefined}
          >
            {t(each.text)}
          </Link>
        ))}
      </nav>
      <section className="admin-list" aria-labelledby="section-title">
        <div className="row spread">
          <h1 id="section-title">{t(section.text)}</h1>
          <Link className="button small" href={pathOf({ page: "admin", section: section.id, name: NEW })}>
            {t("admin.add")}
          </Link>
        </div>
        {isError && <p className="notice bad">{t("admin.notAllowed")}</p>}
        <ul>
          {data?.map((each) => (
            <li key={section.nameOf(each)}>
              <Link
                className="other"
                href={pathOf({ page: "admin", section: section.id, name: section.nameOf(each) })}
                aria-current={each === record ? "true" : undefined}
              >
                <bdi className="clip">{section.titleOf(each)}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <main className="admin-form">
        {name === NEW || record !== null ? (
          <RecordForm key={`${section.id}/${name}`} section={section} record={record} />
        ) : (
          <Empty icon="settings" title={t(section.text)}>
            <p>{t("admin.choose")}</p>
          </Empty>
        )}
      </main>
    </div>
  );
}
