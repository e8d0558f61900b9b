using System.Globalization;
using NUnit.Framework;
using OpenQA.Selenium;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Reporting.Page;

namespace SurgeryBench.Tests.Browser;

/// <summary>What readers do with the page, in Chromium.</summary>
public sealed class ReportPageInABrowser
{
    private const string Rows = "#tiny2\\.vit-tiny table.rows tbody tr";
    private const string Headings = "#tiny2\\.vit-tiny table.rows thead th";
    private const string Filters = "#tiny2\\.vit-tiny .filters";

    // method, repair, two tasks, then the average.
    private const int Average = 4;

    private readonly SamplePage page = new();
    private readonly Chromium browser = new();

    [OneTimeTearDown]
    public void Close()
    {
        browser.Dispose();
        page.Dispose();
    }

    [Test]
    public void AsksForNothingButItselfAndComplainsOfNothing([Values] bool dark, [Values] bool scripts)
    {
        browser.Open(page.Path, dark: dark, scripts: scripts);
        Assert.That(browser.Addresses().Where(address => !address.StartsWith("data:", StringComparison.Ordinal)), Is.EqualTo(new[] { new Uri(page.Path).AbsoluteUri }));
        Assert.That(browser.Complaints(), Is.Empty);
    }

    [Test]
    public void ShowsNamesAsTheyAreWhateverIsInThem()
    {
        browser.Open(page.Path);
        Assert.That(browser.Ask<string>("document.title"), Does.StartWith("SurgeryBench"));
        Assert.That(browser.All("#hostile\\.vit-mini table.rows thead th").Select(heading => heading.Text), Has.Some.EqualTo(SamplePage.HostileTask));
        Assert.That(browser.All("main img").Select(image => image.GetAttribute("src")), Has.All.StartWith("data:image/svg+xml;base64,").And.Not.Empty);
        Assert.That(browser.Ask<bool>("[...document.images].every(image => image.naturalWidth > 0)"), "a figure is broken");
    }

    [Test]
    public void SortsByAColumnTheBestFirstThenTheWorstThenAsItWas()
    {
        browser.Open(page.Path);
        var before = Methods();
        var button = browser.All($"{Headings} button")[Average];

        button.Click();
        Assert.That(Directions(), Is.EqualTo("descending"));
        Assert.That(Averages()[..^1], Is.Ordered.Descending.And.None.NaN);
        button.Click();
        Assert.That(Directions(), Is.EqualTo("ascending"));
        Assert.That(Averages()[..^1], Is.Ordered.Ascending.And.None.NaN);
        Assert.That(Averages()[^1], Is.NaN, "what was not measured is last");
        Assert.That(Methods(), Is.Not.EqualTo(before).And.EquivalentTo(before));
        button.Click();
        Assert.That(Directions(), Is.Empty);
        Assert.That(Methods(), Is.EqualTo(before));
    }

    [Test]
    public void SortsNamesByTheAlphabetAndCostsFromTheLowest()
    {
        browser.Open(page.Path);
        browser.All($"{Headings} button")[0].Click();
        Assert.That(Methods(), Is.Ordered.Using<string>(StringComparer.OrdinalIgnoreCase));
        browser.All($"{Headings} button")[Average + 2].Click();
        Assert.That(Directions(), Is.EqualTo("ascending"));
        Assert.That(Numbers(Average + 2), Is.Ordered.Ascending);
    }

    [Test]
    public void ShowsOnlyRowsThatHoldTheWordsAndHaveTheRepair()
    {
        browser.Open(page.Path);
        Assert.That(browser.Find($"{Filters} output").Text, Is.EqualTo("9 rows"));
        browser.Find($"{Filters} input[type=search]").SendKeys("0.3 ARITH");
        Assert.That(Shown(), Is.EqualTo(new[] { "no repair", "surgery", "surgery-v2" }));
        browser.Find($"{Filters} input[value=surgery]").Click();
        Assert.That(Shown(), Is.EqualTo(new[] { "no repair", "surgery-v2" }));
        Assert.That(browser.Find($"{Filters} output").Text, Is.EqualTo("2 of 9 rows"));
        Assert.That(browser.All("#hostile\\.vit-mini table.rows tbody tr"), Has.All.Property(nameof(IWebElement.Displayed)).True, "a filter is of one table");
        browser.Find($"{Filters} input[type=search]").SendKeys(Keys.Control + "a" + Keys.Control + Keys.Backspace);
        Assert.That(Shown(), Has.Length.EqualTo(8));
    }

    [Test]
    public void CanBeReadWithTheKeyboardAlone()
    {
        browser.Open(page.Path);
        browser.Press(Keys.Tab);
        Assert.That(browser.Focused.Text, Is.EqualTo("Skip to the results"));
        browser.Press(Keys.Enter);
        TabTo("average");
        browser.Press(Keys.Enter);
        Assert.That(Directions(), Is.EqualTo("descending"));
        TabTo("task-arithmetic (Scale=0.3)");
        var link = browser.Focused;
        Assert.That(browser.Ask<string>("getComputedStyle(document.activeElement).outlineStyle"), Is.EqualTo("solid"), "the focus is to be seen");

        browser.Press(Keys.Enter);
        var dialog = browser.Find("dialog");
        Assert.That(dialog.Text, Does.StartWith("task-arithmetic (Scale=0.3) + ").And.Contain(SamplePage.HostileText).And.Contain("Scale=0.3").And.Contain("/ 40").And.Contain("Example CPU"));
        Assert.That(browser.Focused.Text, Is.EqualTo("Close"));
        browser.Press(Keys.Escape);
        Assert.That(dialog.Displayed, Is.False);
        Assert.That(browser.Focused, Is.EqualTo(link), "the keyboard goes back to where it was");
    }

    [Test]
    public void OpensAndClosesTheDetailsOfTheRowThatIsClicked()
    {
        browser.Open(page.Path);
        foreach (var link in browser.All($"{Rows} th a"))
        {
            var name = link.GetAttribute("textContent");
            link.Click();
            Assert.That(browser.Find("dialog h2").Text, Is.EqualTo(name));
            browser.Find("dialog button").Click();
            Assert.That(browser.Find("dialog").Displayed, Is.False);
        }
    }

    [Test]
    public void FollowsTheSystemsColoursUntilTheReaderChooses()
    {
        browser.Open(page.Path);
        Assert.That(Lightness(), Is.GreaterThan(200));
        browser.Find("#theme").Click();
        Assert.That(Lightness(), Is.LessThan(60));
        Assert.That(browser.Find("#theme").Text, Is.EqualTo("Light colours"));
        browser.Open(page.Path, dark: true);
        Assert.That(Lightness(), Is.LessThan(60));
        browser.Find("#theme").Click();
        Assert.That(Lightness(), Is.GreaterThan(200));
    }

    [Test]
    public void FitsAPhoneWhereTheTableScrollsAloneUnderItsFirstColumn([Values] bool scripts)
    {
        browser.Open(page.Path, width: 360, scripts: scripts);
        browser.Run("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        Assert.That(browser.Ask<long>("document.documentElement.scrollWidth"), Is.EqualTo(360));
        const string Box = "document.querySelector('.scroll:has(.rows)')";
        Assert.That(browser.Ask<bool>($"{Box}.scrollWidth > {Box}.clientWidth"), "the table scrolls in its box");
        browser.Run($"{Box}.scrollLeft = 150");
        const string FirstCell = $"{Box}.querySelector('tbody th').getBoundingClientRect().left - {Box}.getBoundingClientRect().left";
        Assert.That(browser.Ask<object>(FirstCell), Is.InRange(0, 2), "the first column stays");
    }

    [Test]
    public void FitsAPhoneWithAllThatIsCommittedToo()
    {
        browser.Open(RepositoryRoot.At("results", "report", "index.html"), width: 360);
        Assert.That(browser.Complaints(), Is.Empty);
        Assert.That(browser.All("section"), Has.Length.EqualTo(4));
        browser.Run("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        Assert.That(browser.Ask<long>("document.documentElement.scrollWidth"), Is.EqualTo(360));
    }

    [Test]
    public void IsAPlainPageWithoutScripts()
    {
        browser.Open(page.Path, scripts: false);
        Assert.That(browser.All(Rows), Has.All.Property(nameof(IWebElement.Displayed)).True);
        Assert.That(browser.All($"{Headings} button, #theme, .filters").Where(control => control.Displayed), Is.Empty, "a control that does nothing");
        var link = browser.All($"{Rows} th a")[4];
        var details = browser.Find($"[id='{new Uri(link.GetAttribute("href")!).Fragment[1..]}']");
        Assert.That(details.Displayed, Is.False);
        link.Click();
        Assert.That(details.Displayed, "the link leads to the details and opens them");
        Assert.That(details.Text, Does.Contain("settings of task-arithmetic"));
    }

    private void TabTo(string text)
    {
        for (var tabs = 0; tabs < 60; tabs++)
        {
            browser.Press(Keys.Tab);
            if (browser.Focused.Text.StartsWith(text, StringComparison.Ordinal)) return;
        }
        Assert.Fail($"The Tab key does not reach '{text}'.");
    }

    private string Directions() => string.Join(' ', browser.All($"{Headings}[aria-sort]").Select(heading => heading.GetAttribute("aria-sort")));

    private string[] Methods() => [.. browser.All($"{Rows} th").Select(cell => cell.GetAttribute("textContent")!)];

    private string[] Shown() => [.. browser.All(Rows).Where(row => row.Displayed).Select(row => row.FindElements(By.TagName("td"))[0].Text)];

    private double[] Averages() => Numbers(Average);

    private double[] Numbers(int column) =>
    [
        .. browser.All($"{Rows} > :nth-child({column + 1})").Select(cell => cell.Text.Split(' ')[0].Replace(",", "", StringComparison.Ordinal))
            .Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN),
    ];

    private long Lightness() => browser.Ask<long>("Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))");
}
