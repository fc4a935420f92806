import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;

/** The engine of ODK Collect looks at entries: java -cp ODK_Validate.jar Judge.java FORM ENTRY [FORM ENTRY ...]. */
public class Judge {
  public static void main(String[] files) throws Exception {
    new XFormsModule().registerModule();
    for (int i = 0; i < files.length; i += 2) System.out.println("JUDGED " + judged(files[i], files[i + 1]));
  }

  static String judged(String formFile, String entryFile) throws Exception {
    FormDef form = XFormUtils.getFormFromFormXml(formFile, null);
    TreeElement saved = XFormParser.restoreDataModel(Files.readAllBytes(Path.of(entryFile)), null).getRoot();
    TreeElement root = form.getMainInstance().getRoot().deepCopy(true);
    root.populate(saved, form);
    form.getMainInstance().setRoot(root);
    form.initialize(false, new InstanceInitializationFactory());
    ValidateOutcome refused = form.validate(true);
    if (refused == null) return "complete";
    return "refused " + refused.outcome + " " + form.getChildInstanceRef(refused.failedPrompt);
  }
}
