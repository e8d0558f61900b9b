using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Reporting.Page;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting.Page;

public sealed partial class ReportPageTests
{
    private static readonly ResultTable Tiny = MiniSweep.Table();
    private static readonly ResultTable Hostile = ResultTable.Of([SamplePage.Hostile]);
    private static readonly string Text = ReportPage.Text([Hostile, Tiny], SamplePage.Cards);

    [Test]
    public void IsTheSameWhateverTheCultureAndTheOrderOfRecords()
    {
        using var culture = new DecimalComma();
        Assert.That(ReportPage.Text([ResultTable.Of(MiniSweep.Records.Reverse()), Hostile], SamplePage.Cards.Reverse()), Is.EqualTo(Text));
    }

    [Test]
    public void HoldsNoNameAsMarkup()
    {
        Assert.That(Text, Does.Contain(WebUtility.HtmlEncode(SamplePage.HostileTask)).And.Contain(WebUtility.HtmlEncode(SamplePage.HostileText)));
        Assert.That(Text, Does.Not.Contain("<img src=\"http").And.Not.Contain(SamplePage.HostileText).And.Not.Contain("</script><b>"));
        Assert.That(Text, Does.Contain("elect &lt;sign&gt;"));
    }

    [Test]
    public void NamesNoPlaceOutsideItself() =>
        Assert.That(Address().Matches(Text).Select(match => match.Groups[1].Value), Is.Not.Empty.And.All.Match("^(#|data:)"));

    [Test]
    public void NamesEveryPartOnceAndLinksToPartsThatAreThere()
    {
        var names = Name().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.That(names, Is.Unique);
        var links = Address().Matches(Text).Select(match => match.Groups[1].Value).Where(address => address.StartsWith('#')).Select(address => address[1..]).ToList();
        Assert.That(links, Is.SubsetOf(names));
        Assert.That(links, Has.Count.EqualTo(Tiny.Rows.Length + Hostile.Rows.Length + 3), "a link a row, a section, and past the header");
    }

    [Test]
    public void AllowsItsOwnStyleAndScriptsByTheirHashesAndNothingElse()
    {
        var policy = Policy().Match(Text).Groups[1].Value;
        Assert.That(policy, Does.StartWith("default-src 'none'; ").And.Not.Contain("unsafe").And.Not.Contain("http"));
        var assets = Asset().Matches(Text).Select(match => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups[1].Value)))).ToList();
        Assert.That(assets, Has.Count.EqualTo(5));
        Assert.That(assets.Where(hash => !policy.Contains($"'sha256-{hash}'", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Text, Does.Not.Contain(" style=").And.Not.Match(" on[a-z]+=\""));
    }

    [Test]
    public void ShowsTheFiguresThatTheReportWrites()
    {
        var images = Image().Matches(Text).Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value))).ToList();
        foreach (var figure in FigureFiles.All)
        {
            using var drawing = figure.Draw(Tiny);
            if (drawing is not null) Assert.That(images, Has.One.EqualTo(drawing.Svg()), figure.Name);
        }
        Assert.That(Text, Does.Contain($"alt=\"tiny2, vit-tiny: {new OverviewFigure().Shows}\""));
    }

    [Test]
    public void PrintsWhatTheOtherTablesPrint()
    {
        var printed = new PrintedTable(Tiny);
        var lines = Text.Split('\n').SkipWhile(line => !line.StartsWith("<section id=\"tiny2", StringComparison.Ordinal))
            .TakeWhile(line => line != "</section>").Where(line => line.Contains(" data-repair=", StringComparison.Ordinal)).ToList();
        Assert.That(lines, Has.Count.EqualTo(printed.Rows.Length));
        foreach (var (line, row) in lines.Zip(printed.Rows))
        {
            string[] expected = [row.Repair == RunKey.NoRepair ? "no repair" : row.Repair, .. row.Cells.Select(cell => cell.Spread is null ? cell.Text : $"{cell.Text} ± {cell.Spread}"), $"{row.Seeds}"];
            Assert.That(Cell().Matches(line).Select(match => Tag().Replace(match.Groups[1].Value, "")), Is.EqualTo(expected), row.Method);
            Assert.That(line.Contains("<b>", StringComparison.Ordinal), Is.EqualTo(row.Cells.Any(cell => cell.IsBest)));
        }
    }

    [Test]
    public void KeepsFamiliesApartTheOneWithMostRowsFirst()
    {
        var other = ResultTable.Of(MiniSweep.Records.Take(4).Select(record => record with { Key = record.Key with { Family = "hf" } }));
        var text = ReportPage.Text([other, Tiny], []);
        string[] sections = ["<section id=\"tiny2.vit-tiny\"", "<section id=\"tiny2.vit-tiny.hf\""];
        Assert.That(sections.Select(section => text.IndexOf(section, StringComparison.Ordinal)), Is.Ordered.And.All.Positive);
        Assert.That(Regex.Count(text, "<table class=\"rows\">"), Is.EqualTo(2));
    }

    [Test]
    public void SaysFirstWhatMergesAreComparedWith()
    {
        string Percent(string method) => Printed.Percent(MiniSweep.Row(method).Average!.Mean);
        Assert.That(Headline.Of(Tiny).Text, Does.Contain($"For comparison: the individual experts {Percent("individual")} %, multi-task learning {Percent("mtl")} %, the base alone {Percent("pretrained")} %."));
        Assert.That(Headline.Of(Tiny).Text, Does.Match($"""<th scope="row">individual</th><td><svg [^>]*><rect [^>]*><rect class="reference" width="{Percent("individual")}" """));
    }

    [Test]
    public void TellsAMergeOfOneEncoderFromLargerOnes()
    {
        RunRecord[] records = [Of("emr", 39, extra: 100), Of("ties", 30, extra: 0), Of("magmax", 20, extra: 0), Of("ties", 35, extra: 10, "surgery"), Of("magmax", 40, extra: 10, "surgery")];
        var table = ResultTable.Of(records);
        Assert.That((BestMerge.OfAll(table)!.Merge.Method, BestMerge.OfOneEncoder(table)!.Merge.Method), Is.EqualTo(("emr", "ties")));
        Assert.That(Tag().Replace(Headline.Of(table).Text, ""), Does.Contain("The best merge is emr: 97.5&nbsp;%. The best that stores one encoder and nothing else is ties: 75.0&nbsp;%, and 87.5&nbsp;% with surgery. The best of all is magmax + surgery: 100.0&nbsp;%."));

        static RunRecord Of(string method, int correct, long extra, string repair = RunKey.NoRepair) => Samples.Record with
        {
            Key = Samples.Key with { Method = method, MethodSettings = "{}", Repair = repair, RepairSettings = "{}" },
            Scores = [new("digits", correct, 40)],
            Bias = [],
            Variance = null,
            ExtraParameters = extra,
            NeedsTaskId = extra > 0,
        };
    }

    [Test]
    public void CanBeMadeOfReferencesAloneAndOfMethodsNobodyKnows()
    {
        var text = ReportPage.Text([ResultTable.Of(MiniSweep.Records.Where(record => record.IsReference))], []);
        Assert.That(text, Does.Contain("the individual experts").And.Not.Contain("The best merge").And.Not.Contain("<h3>Figures</h3>"));
        Assert.That(text, Does.EndWith("</html>\n").And.Not.Contain("\r"));
    }

    [Test]
    public void ShowsThePeakOfEachPhaseWhereItWasMeasured()
    {
        Assert.That(ReportPage.Text([ResultTable.Of([Samples.Record])], []), Does.Contain("<td>117 (merge 100, repair 110, evaluate 105)</td>"));
        Assert.That(ReportPage.Text([ResultTable.Of([Samples.Record with { Peaks = null }])], []), Does.Contain("<td>117</td>"));
    }

    [Test]
    public void SaysOfEachRowWhereItComesFrom()
    {
        var row = MiniSweep.Row("task-arithmetic (Scale=0.3)", "surgery");
        var details = Text[Text.IndexOf("<summary>task-arithmetic (Scale=0.3) + surgery<", StringComparison.Ordinal)..];
        details = WebUtility.HtmlDecode(details[..details.IndexOf("</details>", StringComparison.Ordinal)]);
        var run = row.Records[0];
        Assert.That(details, Does.Contain("<code>Scale=0.3</code>").And.Contain("<code>Rank=4</code>").And.Contain("θ0 + λ Σ τt").And.Contain("unlabelled-test").And.Contain("20,000 of one encoder, 1,024 extra"));
        Assert.That(details, Does.Contain($"{run.Scores[0].Correct} / {run.Scores[0].Total}").And.Contain("<td>12</td>").And.Contain(run.Provenance.Commit).And.Contain(run.Provenance.Machine).And.Contain("2026-01-02 03:04").And.Contain(run.Key.Zoo));
        Assert.That(details, Does.Contain("Representation bias after the blocks: ").And.Contain("grey: without the repair").And.Contain("<polyline"));
    }

    [GeneratedRegex("""<meta http-equiv="Content-Security-Policy" content="([^"]*)">""")]
    private static partial Regex Policy();

    [GeneratedRegex("""<(?:style|script)[^>]*>(.*?)</(?:style|script)>""", RegexOptions.Singleline)]
    private static partial Regex Asset();

    [GeneratedRegex(""" (?:href|src)="([^"]*)""")]
    private static partial Regex Address();

    [GeneratedRegex(""" id="([^"]*)""")]
    private static partial Regex Name();

    [GeneratedRegex("""src="data:image/svg\+xml;base64,([^"]*)""")]
    private static partial Regex Image();

    [GeneratedRegex("<td>(.*?)</td>")]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
