using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Page;

/// <summary>The report as one HTML page that needs nothing else: a section a table, with its headline, rows, figures and details.</summary>
internal static class ReportPage
{
    /// <summary>The whole file. Equal tables and cards give equal text.</summary>
    /// <param name="tables">At least one, no group twice.</param>
    /// <param name="cards">What is known of methods.</param>
    public static string Text(IEnumerable<ResultTable> tables, IEnumerable<MethodCard> cards)
    {
        var sections = tables.OrderByDescending(table => table.Rows.Length).ThenBy(table => table.Group.Stem, StringComparer.Ordinal).ToList();
        var known = cards.ToDictionary(card => card.Name);
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{new Markup(PageAssets.Policy)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>SurgeryBench: {Caption.Title}</title>
            <link rel="icon" href="data:,">
            {PageAssets.StyleElement}
            </head>
            <body>
            <a class="skip" href="#results">Skip to the results</a>
            <header>
            <h1>{Caption.Title}</h1>
            <button id="theme" type="button" hidden></button>
            <nav aria-label="Suites"><ul>{sections.Select(Link)}</ul></nav>
            </header>
            <main id="results" tabindex="-1">
            {sections.Select(table => Section(table, known))}</main>
            {HowToRead.Footer}
            <dialog aria-labelledby="details-title"><h2 id="details-title">Details</h2><button type="button">Close</button><div></div></dialog>
            {PageAssets.ScriptElements}
            </body>
            </html>

            """).Text;
    }

    private static Markup Link(ResultTable table) =>
        Markup.Of($"""<li><a href="#{table.Group.Stem}">{table.Group.Stem}</a> <small>{table.Rows.Length} rows</small></li>""");

    private static Markup Section(ResultTable table, Dictionary<string, MethodCard> cards) => Markup.Of($"""
        <section id="{table.Group.Stem}" aria-labelledby="{table.Group.Stem}.title">
        <h2 id="{table.Group.Stem}.title">{table.Group.Suite} <small>{table.Group.Backbone}, {table.Group.Family} experts</small></h2>
        {Headline.Of(table)}
        <h3>All rows</h3>
        <p>{Caption.Explanation(table)}</p>
        {PageTable.Of(table)}
        {PageFigures.Of(table)}
        {RowDetails.Of(table, cards)}
        </section>

        """);
}
