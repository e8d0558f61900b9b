using Deque.AxeCore.Commons;
using NUnit.Framework;
using SurgeryBench.Tests.Reporting.Page;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Browser;

/// <summary>What axe-core, the checker of the accessibility guidelines that most tools use, has against the page.</summary>
public sealed class ReportPageIsAccessible
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly SamplePage page = new();
    private readonly Chromium browser = new();

    [OneTimeTearDown]
    public void Close()
    {
        browser.Dispose();
        page.Dispose();
    }

    [Test]
    public void InBothColoursOnBothScreens([Values] bool dark, [Values(360, 1280)] int width)
    {
        browser.Open(page.Path, width, dark);
        Assert.That(Violations(), Is.Empty);
    }

    [Test]
    public void WithEverythingOpen([Values] bool dark)
    {
        browser.Open(page.Path, dark: dark);
        browser.Run("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        Assert.That(Violations(), Is.Empty);
        browser.Find("table.rows tbody tr:nth-child(6) a").Click();
        Assert.That(Violations(), Is.Empty);
    }

    [Test]
    public void AndTheCheckBites()
    {
        using var folder = new TemporaryFolder();
        var bad = Path.Combine(folder.Path, "bad.html");
        File.WriteAllText(bad, "<!DOCTYPE html><html><title>t</title><body style='background:#fff'><h1>a</h1><img src='https://example.invalid/x.png'><p style='color:#bbb'>pale</p><script>undefinedFunction()</script>");
        browser.Open(bad);
        Assert.That(Violations(), Has.Some.StartWith("html-has-lang").And.Some.StartWith("image-alt").And.Some.StartWith("color-contrast"));
        Assert.That(browser.Addresses(), Does.Contain("https://example.invalid/x.png"));
        Assert.That(browser.Complaints(), Has.Some.Contains("undefinedFunction"));
    }

    private string[] Violations()
    {
        browser.Run(Axe);
        var found = browser.Wait<IReadOnlyCollection<object>>("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] })
                .then(found => done(found.violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)));
            """);
        return [.. found.Cast<string>()];
    }
}
