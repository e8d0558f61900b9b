using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace SurgeryBench.Tests.Browser;

/// <summary>A headless Chromium that reaches no host. It remembers what pages ask for and what goes wrong on them.</summary>
internal sealed class Chromium : IDisposable
{
    private const int Height = 900;

    private readonly ChromeDriverService service;
    private readonly ChromeDriver driver;

    public Chromium()
    {
        var options = new ChromeOptions { BinaryLocation = Program("chromium") };
        // Root, as which continuous integration runs, gets no sandbox; the pages are the tests' own.
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference(LogType.Performance, LogLevel.All);
        var path = Program("chromedriver");
        service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(path), Path.GetFileName(path));
        driver = new ChromeDriver(service, options);
    }

    /// <summary>The element that has the keyboard.</summary>
    public IWebElement Focused => driver.SwitchTo().ActiveElement();

    /// <summary>Opens a file as a reader would who double-clicks it, on a wide screen with light colours and scripts unless told otherwise.</summary>
    public void Open(string path, int width = 1280, bool dark = false, bool scripts = true)
    {
        Command("Emulation.setDeviceMetricsOverride", ("width", width), ("height", Height), ("deviceScaleFactor", 1), ("mobile", false));
        Command("Emulation.setEmulatedMedia", ("features", new[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } }));
        Command("Emulation.setScriptExecutionDisabled", ("value", !scripts));
        driver.Navigate().GoToUrl("about:blank");
        _ = (Addresses(), Complaints());
        driver.Navigate().GoToUrl(new Uri(path).AbsoluteUri);
    }

    /// <summary>What pages asked for since this was last read.</summary>
    public string[] Addresses() =>
    [
        .. driver.Manage().Logs.GetLog(LogType.Performance).Select(entry => JsonDocument.Parse(entry.Message).RootElement.GetProperty("message"))
            .Where(message => message.GetProperty("method").GetString() == "Network.requestWillBeSent")
            .Select(message => message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!),
    ];

    /// <summary>What the console has of faults, warnings and breaches of the page's policy since this was last read.</summary>
    public string[] Complaints() => [.. driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    public IWebElement Find(string selector) => driver.FindElement(By.CssSelector(selector));

    public IWebElement[] All(string selector) => [.. driver.FindElements(By.CssSelector(selector))];

    /// <summary>Presses keys on whatever has the keyboard.</summary>
    public void Press(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) new OpenQA.Selenium.Interactions.Actions(driver).SendKeys(key).Perform();
    }

    /// <summary>What a piece of script returns: text, a number as <see cref="long"/> or <see cref="double"/>, a list.</summary>
    public T Ask<T>(string script) => (T)driver.ExecuteScript($"return {script}")!;

    /// <summary>What a piece of script hands to its last argument.</summary>
    public T Wait<T>(string script) => (T)driver.ExecuteAsyncScript(script)!;

    /// <summary>Runs a script in the page.</summary>
    public void Run(string script) => driver.ExecuteScript(script);

    public void Dispose()
    {
        driver.Dispose();
        service.Dispose();
    }

    private void Command(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        Dictionary<string, object?> named = [];
        foreach (var (parameter, value) in parameters) named[parameter] = value;
        driver.ExecuteCdpCommand(name, named);
    }

    private static string Program(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"'{name}' is not on the PATH; eng/browser.sh installs it.");
}
