namespace SurgeryBench.Models.Text;

/// <summary>What becomes of a text with more tokens than the context has places.</summary>
public enum LongText
{
    /// <summary>It is refused, as openai/CLIP does unless told otherwise.</summary>
    Fail,

    /// <summary>It is cut and its last token replaced by the end token, as open_clip 2.0.2 does.</summary>
    Truncate,
}
