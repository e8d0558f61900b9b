using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>What the page's words mean, at its end.</summary>
internal static class HowToRead
{
    public static Markup Footer => Markup.Of($"""
        <footer>
        <h2>How to read this</h2>
        <p>A merge combines experts that were fine-tuned from one base; a repair corrects the merged model towards the experts. Rows of different suites,
        backbones or families of experts do not compare and have tables of their own. Rows that look at unlabelled-test images are transductive: they see the
        test images, never their labels.</p>
        <dl>{Metrics.All.Select(metric => Markup.Of($"<dt>{metric.Label}</dt><dd>{metric.Meaning}</dd>"))}</dl>
        </footer>
        """);
}
