using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace SurgeryBench.Reporting.Page;

/// <summary>Builds <see cref="Markup"/> from an interpolated string. Fractions have no overload: they are printed first, as a table would.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupText(int literalLength, int holes)
{
    private const int GuessedHoleLength = 16;

    private readonly StringBuilder built = new(literalLength + (holes * GuessedHoleLength));

    public Markup Markup => new(built.ToString());

    public void AppendLiteral(string markup) => built.Append(markup);

    public void AppendFormatted(string? text) => built.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int number) => built.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Markup markup) => built.Append(markup.Text);

    public void AppendFormatted(IEnumerable<Markup> parts) => built.AppendJoin(null, parts.Select(part => part.Text));
}
