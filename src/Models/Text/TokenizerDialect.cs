namespace SurgeryBench.Models.Text;

/// <summary>Which strings in a text stand for the start and the end token themselves. All else is the same in both.</summary>
public enum TokenizerDialect
{
    /// <summary><c>&lt;|startoftext|&gt;</c> and <c>&lt;|endoftext|&gt;</c>, as in openai/CLIP.</summary>
    OpenAi,

    /// <summary><c>&lt;start_of_text&gt;</c> and <c>&lt;end_of_text&gt;</c>, as in open_clip 2.0.2.</summary>
    OpenClip,
}
