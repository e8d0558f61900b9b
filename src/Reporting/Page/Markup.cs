namespace SurgeryBench.Reporting.Page;

/// <summary>HTML, as opposed to text, which has to be encoded first.</summary>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static Markup None => new("");

    /// <summary>An interpolated string as HTML: what stands in it is markup, what is put into it is encoded unless it is markup too.</summary>
    public static Markup Of(MarkupText text) => text.Markup;
}
